import { EXECUTABLES } from "../../model/hostPaths";
import type { TriggeredResponse } from "../../model/response";
import { commandOf, runsForeign } from "../commands";
import { renderTemplate } from "../template";
import { executable, type ResponseFiles } from "./executable";

/** What runs in the place of an executable that cannot be told to observe. */
export function observer(response: TriggeredResponse): ResponseFiles {
  const { executable: runs } = commandOf(response);
  const name = runsForeign(response) ? EXECUTABLES.observe : runs;
  const view = {
    name,
    runs: name === EXECUTABLES.observe ? "an executable that is not ours" : runs,
  };
  return {
    files: [executable(name, renderTemplate("responses/observe.sh.hbs", view))],
    tools: ["awk"],
  };
}
