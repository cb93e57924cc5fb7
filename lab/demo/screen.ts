import { startSpinner } from "../../terminal/spinner";
import { colours } from "../../cli/lib/colours";
import type { Screen } from "./stage";

/** The terminal: long work spins; elsewhere it is a line when it ends. */
export function terminalScreen(): Screen {
  return {
    line: (text) => {
      console.log(text);
    },
    busy: (what) => {
      const spinner = startSpinner(`  ${what}`, process.stdout);
      return {
        done: (seconds) => {
          spinner?.stop();
          console.log(colours.dim(`  ${what}: ${seconds.toFixed(1)} s`));
        },
      };
    },
  };
}
