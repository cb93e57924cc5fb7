import { readTerminal, type Run } from "./ansi";

/** Widest terminal that is drawn, in columns: a page shows no more at a readable size. */
export const COLUMNS = 100;

const LETTER = 8.4;
const LINE = 19;
const MARGIN = 18;
const BAR = 34;

/** Both palettes are GitHub's, so that a picture reads like the page around it. */
const STYLE = `
    .page { fill: #ffffff; stroke: #d0d7de }
    .bar { stroke: #d0d7de }
    text { fill: #1f2328; white-space: pre }
    .soft, .dim, .black, .white { fill: #57606a }
    .bold { font-weight: 600 }
    .red { fill: #cf222e } .green { fill: #1a7f37 } .yellow { fill: #7d4e00 }
    .blue { fill: #0969da } .magenta { fill: #8250df } .cyan { fill: #1b7c83 }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; stroke: #30363d }
      .bar { stroke: #30363d }
      text { fill: #e6edf3 }
      .soft, .dim, .black, .white { fill: #9198a1 }
      .red { fill: #ff7b72 } .green { fill: #56d364 } .yellow { fill: #e3b341 }
      .blue { fill: #79c0ff } .magenta { fill: #d2a8ff } .cyan { fill: #76e3ea }
    }`;

/** What a terminal showed, and how to tell it in words. */
export interface Recording {
  /** The command as a reader would type it. */
  readonly command: string;
  /** What it printed, with escape sequences. */
  readonly output: string;
  /** One sentence for those who do not see the picture. */
  readonly title: string;
}

/** Draws a terminal as SVG, readable on a dark and on a light page. Stable: the same recording gives the same bytes. */
export function terminalPicture({ command, output, title }: Recording): string {
  const rows = readTerminal(output.replace(/\s+$/, ""), COLUMNS);
  const width = Math.ceil(COLUMNS * LETTER + 2 * MARGIN);
  const height = BAR + MARGIN + rows.length * LINE + MARGIN / 2;
  const lines = rows.flatMap((row, i) => {
    const runs = row.flatMap(apart).map(letters);
    const y = BAR + MARGIN + 12 + i * LINE;
    return runs.length > 0 ? [`  <text y="${y}">${runs.join("")}</text>\n`] : [];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
  <title id="title">${escaped(title)}</title>
  <style>${STYLE}
  </style>
  <rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
  <path class="bar" d="M0 ${BAR}H${width}"/>
  <text y="22"><tspan class="soft" x="${MARGIN}">$</tspan><tspan class="bold" x="${MARGIN + 2 * LETTER}">${escaped(command)}</tspan></text>
${lines.join("")}</svg>
`;
}

/** The words of a run where several blanks stand between them, which SVG would draw as one. */
function apart({ text, column, looks }: Run): readonly Run[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map((found) => ({
    text: found[0],
    column: column + Array.from(text.slice(0, found.index)).length,
    looks,
  }));
}

/** Each run has its place and its length said, so that tables stand straight in whatever font is there. */
function letters({ text, column, looks }: Run): string {
  const x = (MARGIN + column * LETTER).toFixed(1);
  const length = (Array.from(text).length * LETTER).toFixed(1);
  const look = looks.length > 0 ? ` class="${looks.join(" ")}"` : "";
  return `<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // Control characters have no place in XML.
      .replace(/\p{Cc}/gu, "")
  );
}
