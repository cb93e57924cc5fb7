import { KINDS, type Kind, type Named } from "./kinds";
import { pageOf } from "./page";
import { asked, byId, type Project } from "./project";
import { Refusal } from "./refusal";

/** What a path and a method give. */
export interface Routed {
  readonly status: number;
  readonly body?: object;
}

/** Answers a request whose token was taken. @throws Refusal */
export function route(project: Project, method: string, url: URL, body: object): Routed {
  const [, , many = "", id = "", actions, what] = url.pathname.split("/");
  if (many === "actions") return actionsOf(project, url, id);
  const of = KINDS.find((one) => one.many === many);
  if (!of) throw new Refusal("not_found", `the lab's API has no ${many}`);
  if (id === "") {
    if (method === "POST" && of.create) return { status: 201, body: of.create(project, body) };
    if (method === "GET") return listOf(project, of, url.searchParams);
    throw new Refusal("not_found", `the lab's API has no ${method} ${many}`);
  }
  const one = byId(of.all(project), id, of.one);
  if (actions === "actions" && what !== undefined && method === "POST" && of.act)
    return { status: 201, body: of.act(project, one, what, body) };
  if (method === "PUT") change(project, of, one, body);
  if (method === "DELETE" && of.remove) {
    const removed = of.remove(project, one);
    return removed ? { status: 200, body: removed } : { status: 204 };
  }
  return { status: 200, body: { [of.one]: of.shown(project, one) } };
}

function listOf(project: Project, of: Kind, query: URLSearchParams): Routed {
  const wanted = query.getAll("architecture");
  const found = asked(of.all(project), query).filter((one) => {
    const { architecture = "" } = one as { architecture?: string };
    return wanted.length === 0 || wanted.includes(architecture);
  });
  const { part, meta } = pageOf(found, query);
  return { status: 200, body: { [of.many]: part.map((one) => of.shown(project, one)), meta } };
}

function change(project: Project, of: Kind, one: Named, body: object): void {
  const { name = "", labels } = body as Partial<Named>;
  if (name !== "" && name !== one.name) {
    project.unique(of.all(project), name, of.one);
    one.name = name;
  }
  if (labels) one.labels = labels;
}

function actionsOf({ actions }: Project, url: URL, id: string): Routed {
  if (id !== "") return { status: 200, body: { action: actions.get(Number(id)) } };
  const ids = url.searchParams.getAll("id").map(Number);
  const { part, meta } = pageOf(actions.list(ids), url.searchParams);
  return { status: 200, body: { actions: part, meta } };
}
