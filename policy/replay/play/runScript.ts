import type { CustomResponse } from "../../model/response";
import { commandOf } from "../../render/commands";
import type { Alert } from "../alerts/alert";
import { plainSpelt } from "../judge/plain";
import { judgeRun, type RunnerSettings } from "../judge/runner";
import type { Part } from "./decision";
import type { HostState } from "./hostState";

/** A script of the user's own: under our runner, or as it speaks for itself. */
export function runScript(
  response: CustomResponse,
  alert: Alert,
  state: HostState,
  runner: RunnerSettings | undefined,
): Part {
  const { executable, timeout } = commandOf(response);
  const of = { kind: "script", subject: executable, why: "", script: executable } as const;
  if (!runner) return { ...of, word: "ran", seconds: timeout };
  const { verdict, subject, key, why } = judgeRun(alert, runner);
  const named = {
    ...of,
    subject: subject === "" && verdict === "run" ? executable : plainSpelt(subject),
  };
  if (verdict !== "run")
    return { ...named, word: verdict === "strange" ? "refused" : verdict, why };
  if (runner.stateful && state.checkKeys(executable, key, timeout, alert.time) === "abort")
    return { ...named, word: "already active" };
  return { ...named, word: "ran", seconds: timeout };
}
