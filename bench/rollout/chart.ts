import { SITUATIONS, type RolloutResult, type Situation } from "./result";

const TITLES: Readonly<Record<Situation, string>> = {
  first: "three scripts on hosts that had none",
  all: "three scripts new",
  nothing: "nothing to do",
  one: "one script new",
};
const NAMES: Readonly<Record<string, string>> = {
  ssh: "xargs -P 32 ssh",
  program: "this program",
  once: "state written once",
  pyinfra: "pyinfra",
  ansible: "Ansible",
};
const WIDTH = 720;
const LABEL = 150;
const LINE = 20;

/**
 * Draws the largest fleet of a result: one bar a way and situation, seconds written beside it. Bars are logarithmic, since
 * the ways are far apart; that is said in the chart. Colours work on light and on dark pages.
 */
export function chartOf({ rows, load, rounds }: RolloutResult): string {
  const hosts = Math.max(...rows.map((row) => row.hosts));
  const ofFleet = rows.filter((row) => row.hosts === hosts);
  const all = ofFleet.flatMap(({ seconds }) => Object.values(seconds));
  const [least, most] = [Math.min(...all) / 2, Math.max(...all)];
  const room = WIDTH - LABEL - 70;
  const length = (seconds: number): number =>
    Math.round((room * Math.log(seconds / least)) / Math.log(most / least));
  const lines: string[] = [];
  let y = 22;
  const put = (x: number, text: string, style = ""): void => {
    lines.push(`<text x="${x}" y="${y}"${style}>${text}</text>`);
  };
  put(8, `${hosts} hosts, seconds (logarithmic bars), median of ${rounds}, load ${load}`, BOLD);
  for (const situation of SITUATIONS) {
    y += LINE + 10;
    put(8, TITLES[situation], BOLD);
    for (const { way, seconds } of ofFleet) {
      y += LINE;
      const long = length(seconds[situation]);
      put(LABEL - 8, NAMES[way] ?? way, ' text-anchor="end"');
      const ours = way === "program" || way === "once" ? "ours" : "other";
      lines.push(
        `<rect class="${ours}" x="${LABEL}" y="${y - 12}" width="${long}" height="14" rx="2"/>`,
      );
      put(LABEL + long + 6, String(seconds[situation]));
    }
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 14}" role="img" aria-label="Time of a rollout by several ways">`,
    `<style>${STYLE}</style>`,
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

const BOLD = ' font-weight="600"';
const STYLE =
  "text{font:13px system-ui,sans-serif;fill:#24292f}.ours{fill:#1a7f5a}.other{fill:#8c959f}" +
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ours{fill:#3fb984}.other{fill:#6e7681}}";
