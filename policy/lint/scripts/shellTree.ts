/** A word of a shell script as it is written, with the commands that are substituted in it. */
export interface Word {
  readonly raw: string;
  /** Without what is quoted by single quotes or backslashes, and without substituted commands. */
  readonly open: string;
  readonly line: number;
  readonly commands: readonly (readonly Node[])[];
}

/** One redirection: `<`, `>>`, `<<<`, `>&`, its descriptor, and where it goes; a here-document has its body there. */
export interface Redirect {
  readonly operator: string;
  readonly descriptor: number;
  readonly target: string;
}

/** `name=value`s, words and redirections. */
export interface Simple {
  readonly type: "simple";
  readonly line: number;
  readonly assigns: readonly Word[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** Commands by `|`. */
export interface Pipeline {
  readonly type: "pipeline";
  readonly line: number;
  readonly nodes: readonly Node[];
}

/** What runs on a condition: the right of `&&`, and each branch of if and case with the text of what is asked. */
export interface Branch {
  readonly condition: string;
  readonly body: readonly Node[];
}

/** if, case, and the right side of `&&` and `||`; `first` runs in any case. */
export interface Choice {
  readonly type: "choice";
  readonly line: number;
  readonly first: readonly Node[];
  readonly branches: readonly Branch[];
  /** True where one of the branches runs in any case. */
  readonly complete: boolean;
  readonly redirects: readonly Redirect[];
}

/** while, until, for: `condition` of for is empty. */
export interface Loop {
  readonly type: "loop";
  readonly line: number;
  readonly condition: readonly Node[];
  readonly body: readonly Node[];
  readonly redirects: readonly Redirect[];
}

/** `{ }`, and `( )`. */
export interface Group {
  readonly type: "group";
  readonly line: number;
  readonly body: readonly Node[];
  readonly redirects: readonly Redirect[];
}

/** `name() { }`. */
export interface Definition {
  readonly type: "function";
  readonly line: number;
  readonly name: string;
  readonly body: readonly Node[];
}

/** `command &`. */
export interface Background {
  readonly type: "background";
  readonly line: number;
  readonly node: Node;
}

/** A command of a shell script. */
export type Node = Simple | Pipeline | Choice | Loop | Group | Definition | Background;
