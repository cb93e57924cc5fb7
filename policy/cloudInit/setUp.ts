import { renderTemplate } from "../render/template";
import type { NewServer } from "./newServer";
import { SET_UP_MARK } from "./setUpMark";
import { WAZUH_REPOSITORY, type PackageRepository } from "./wazuhRepository";

/**
 * Renders the script that installs and enrols the agent; it holds no secret.
 * @param passwordFile where cloud-init leaves the enrolment password; the script moves it away.
 * @param mark file that it leaves once all is done.
 */
export function renderSetUp(
  server: NewServer,
  passwordFile: string,
  repository: PackageRepository = WAZUH_REPOSITORY,
  mark = SET_UP_MARK,
): string {
  return renderTemplate("server/set-up-agent.sh.hbs", {
    ...repository,
    name: server.name,
    manager: server.manager,
    version: server.wazuhVersion,
    groups: (server.groups ?? []).join(","),
    audit: server.audit ? "yes" : "no",
    passwordFile,
    mark,
  });
}
