import type { CustomResponse } from "../../model/response";
import { executable, type ResponseFiles } from "./executable";

/** The script of the user's own, where the stack brings one. */
export function customFiles(response: CustomResponse): ResponseFiles {
  return {
    files: response.script === undefined ? [] : [executable(response.executable, response.script)],
    tools: response.tools ?? [],
  };
}
