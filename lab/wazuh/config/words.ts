/** One message of a daemon, as it stands in ossec.log behind the daemon's name. */
export interface Word {
  readonly level: "INFO" | "WARNING" | "ERROR" | "CRITICAL";
  readonly text: string;
}

/** What a daemon has to say, in order. */
export type Words = readonly Word[];

/** Something that is refused. */
export function error(text: string): Word {
  return { level: "ERROR", text };
}

/** Something that is taken, but not as it was meant. */
export function warning(text: string): Word {
  return { level: "WARNING", text };
}

/** Something worth knowing. */
export function info(text: string): Word {
  return { level: "INFO", text };
}

/** Whether the file is refused. */
export function isRefusal(words: Words): boolean {
  return words.some(({ level }) => level === "ERROR" || level === "CRITICAL");
}

/** A value that an element does not take. */
export function badValue(element: string, value: string): Word {
  return error(`(1235): Invalid value for element '${element}': ${value}.`);
}

/** An element that a section does not know. */
export function badElement(element: string): Word {
  return error(`(1230): Invalid element in the configuration: '${element}'.`);
}
