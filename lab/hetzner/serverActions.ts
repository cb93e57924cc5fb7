import { SERVER_TYPES } from "./catalogue";
import type { Project } from "./project";
import { invalid, Refusal } from "./refusal";
import { attach, powerOn } from "./servers";
import type { Action, Server } from "./shapes";

/** Fields of the requests of all actions that are known here. */
export interface ServerActionBody {
  readonly delete?: boolean;
  readonly rebuild?: boolean;
  readonly server_type?: string | number;
  readonly network?: number;
  readonly ip?: string;
}

/**
 * An action of a server: `POST /servers/ID/actions/WHAT` (hcloud/server.go:491-1115).
 * @throws Refusal
 */
export function actOnServer(
  project: Project,
  server: Server,
  what: string,
  body: ServerActionBody,
): Action {
  const begin = (command: string, work?: () => Promise<void> | void): Action =>
    project.actions.begin(command, [{ id: server.id, type: "server" }], work);
  switch (what) {
    case "change_protection": {
      const { delete: remove, rebuild } = body;
      // hcloud/server.go:857: one cannot be had without the other.
      if (remove !== rebuild) throw invalid("rebuild", "must be the same as delete");
      if (remove !== undefined) server.protection = { delete: remove, rebuild: remove };
      return begin("change_protection");
    }
    case "poweron":
      return powerOn(project, server);
    case "poweroff":
    case "shutdown":
      server.status = "off";
      return begin(what === "poweroff" ? "stop_server" : "shutdown_server");
    case "change_type": {
      const wanted = SERVER_TYPES.find(
        ({ id, name }) => name === body.server_type || id === Number(body.server_type),
      );
      if (!wanted) throw invalid("server_type", `server_type not found`);
      if (server.status !== "off") throw new Refusal("server_not_stopped", "server is not stopped");
      server.server_type = wanted.name;
      return begin("change_server_type");
    }
    case "attach_to_network":
      attach(project, server, {
        network: body.network ?? 0,
        ...(body.ip !== undefined && { ip: body.ip }),
      });
      return begin("attach_to_network");
    case "detach_from_network":
      server.private_net = server.private_net.filter(({ network }) => network !== body.network);
      return begin("detach_from_network");
    default:
      throw new Refusal("not_found", `the lab's API has no action ${what} of servers`);
  }
}
