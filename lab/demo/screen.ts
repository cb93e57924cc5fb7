import { createSpinner } from "nanospinner";
import { colours } from "../../cli/colours";

import type { Screen } from "./stage";

/** The terminal: long work spins; elsewhere it is a line when it ends. */
export function terminalScreen(): Screen {
  const live = process.stdout.isTTY;
  return {
    line: (text) => {
      console.log(text);
    },
    busy: (what) => {
      const spinner = live ? createSpinner(`  ${what}`).start() : undefined;
      return {
        done: (seconds) => {
          spinner?.stop();
          console.log(colours.dim(`  ${what}: ${seconds.toFixed(1)} s`));
        },
      };
    },
  };
}
