import { Refusal } from "./refusal";
import type { Action } from "./shapes";

/**
 * What was begun and is done later. Each answer shows an action as running once at least, whatever it takes: a client that
 * does not wait is seen.
 */
export class Actions {
  private readonly all = new Map<number, Action>();
  private next = 5000;

  /** @param work what must be over before the action is; where it fails, the action does. */
  begin(
    command: string,
    resources: Action["resources"],
    work: () => Promise<void> | void = () => undefined,
  ): Action {
    const action: Action = {
      ...{ id: this.next++, status: "running", command, progress: 0 },
      ...{ started: new Date().toISOString(), finished: null, error: null, resources },
    };
    this.all.set(action.id, action);
    const shown = structuredClone(action);
    // Not before the answer that begins it has left.
    setImmediate(() => void this.finish(action, work));
    return shown;
  }

  /** @throws Refusal where there is none of that id */
  get(id: number): Action {
    const action = this.all.get(id);
    if (!action) throw new Refusal("not_found", `action with ID '${id}' not found`);
    return action;
  }

  /** Of those ids where some are given, of that resource where one is. */
  list(ids: readonly number[], of?: Action["resources"][number]): Action[] {
    return [...this.all.values()].filter(
      ({ id, resources }) =>
        (ids.length === 0 || ids.includes(id)) &&
        (!of || resources.some((one) => one.id === of.id && one.type === of.type)),
    );
  }

  private async finish(action: Action, work: () => Promise<void> | void): Promise<void> {
    action.progress = 50;
    try {
      await work();
      action.status = "success";
    } catch (error) {
      action.status = "error";
      action.error = { code: "action_failed", message: (error as Error).message };
    }
    action.progress = 100;
    action.finished = new Date().toISOString();
  }
}
