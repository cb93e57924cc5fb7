import { rmSync } from "node:fs";
import { join } from "node:path";

import type { GraylogDocument } from "../../policy/services/graylog/renderGraylog";
import type { WrittenGraylogSettings } from "../../policy/services/graylog/settings";
import { counts, documentOf, ours, type Held, type Site } from "./site";
import { same, type Steps } from "./step";
import type { Ended } from "./theScript";

const ALL = { streams: 1, notifications: 1, definitions: 7 };
const NONE = { streams: 0, notifications: 0, definitions: 0 };

function clean({ code, stderr }: Ended): void {
  same("the end", { code, stderr }, { code: 0, stderr: "" });
}

/** Creates, changes, loses and removes the objects; at the end they are there once more. */
export async function objectSteps(steps: Steps, site: Site): Promise<void> {
  const { api, host } = site;
  const apply = (changed: Partial<WrittenGraylogSettings> = {}): Promise<Ended> =>
    host.run(documentOf(site, changed));
  const first = async (key: string): Promise<Held> => {
    const held = (await ours(api))[key]?.[0];
    if (!held) throw new Error(`there are no ${key}`);
    return held;
  };
  const forget = (): void => {
    rmSync(join(host.state, "graylog.ids"), { force: true });
  };

  await steps.step("create", async () => {
    const ended = await apply();
    clean(ended);
    same(
      "created",
      ended.done.filter((line) => !line.startsWith("created ")),
      [],
    );
    same("objects", await counts(api), ALL);
  });
  await steps.step("a second apply makes nothing new", async () => {
    const before = await ours(api);
    const ended = await apply();
    clean(ended);
    same(
      "done",
      ended.done.filter((line) => !line.startsWith("updated ")),
      [],
    );
    const ids = (all: Record<string, Held[]>): string[] =>
      Object.values(all)
        .flatMap((held) => held.map(({ id }) => id))
        .sort();
    same("ids", ids(await ours(api)), ids(before));
  });
  const settings: readonly Partial<WrittenGraylogSettings>[] = [
    { manyBlocks: { count: 6, within: "5m", perAgent: 2, counts: "blocks", every: "1m" } },
    { manyBlocks: { count: 6, within: 120 } },
    { productionAddresses: ["203.0.113.10", "2001:db8::1"], oncePer: "address-and-agent" },
    { events: ["isolation"], grace: "1h" },
    { ownRules: [], fields: { ruleId: "rule.id", agent: "agent.name" } },
    { title: "Other title" },
  ];
  for (const changed of settings) {
    await steps.step(`changed: ${JSON.stringify(changed)}`, async () => {
      clean(await apply(changed));
    });
  }
  await steps.step("changed back", async () => {
    clean(await apply());
    same("objects", await counts(api), ALL);
  });
  const mail = { kind: "email", to: ["soc@example.org"] } as const;
  for (const [what, notification, type] of [
    ["http to mail", mail, "email-notification-v1"],
    ["mail to http", { kind: "http", url: site.hook }, "http-notification-v1"],
  ] as const) {
    await steps.step(`the kind of notification changes: ${what}`, async () => {
      clean(await apply({ notification }));
      const { notifications = [], definitions = [] } = await ours(api);
      same(
        "types",
        notifications.map(({ config }) => config?.type),
        [type],
      );
      const called = definitions.flatMap((one) => one.notifications ?? []);
      same(
        "called",
        [...new Set(called.map(({ notification_id }) => notification_id))],
        notifications.map(({ id }) => id),
      );
      same("definitions", called.length, ALL.definitions);
    });
  }
  await steps.step("no notification at all, and one again", async () => {
    clean(await host.run(withoutNotification(documentOf(site))));
    same("objects", await counts(api), { ...ALL, notifications: 0 });
    clean(await apply());
    same("objects", await counts(api), ALL);
  });
  await steps.step("a paused stream takes messages again", async () => {
    const { id } = await first("streams");
    await api.must("POST", `/streams/${id}/pause`);
    const ended = await apply();
    clean(ended);
    const { disabled } = await api.must<{ disabled: boolean }>("GET", `/streams/${id}`);
    same("disabled", disabled, false);
    same(
      "said",
      ended.done.filter((line) => line.startsWith("resumed")),
      ["resumed stream/active-response, which was paused"],
    );
  });
  await steps.step("a definition that was switched off looks again", async () => {
    const { id } = await first("definitions");
    await api.must("PUT", `/events/definitions/${id}/unschedule`);
    clean(await apply());
    const { context } = await api.must<{ context: { scheduler: { is_scheduled: boolean } } }>(
      "GET",
      `/events/definitions/${id}/with-context`,
    );
    same("scheduled", JSON.stringify(context).includes('"is_scheduled":true'), true);
  });
  await steps.step("deleted by hand: each is made again", async () => {
    const { notifications = [], definitions = [], streams = [] } = await ours(api);
    await api.must("DELETE", `/events/definitions/${definitions[0]?.id}`);
    await api.must("DELETE", `/events/notifications/${notifications[0]?.id}`);
    clean(await apply());
    same("objects", await counts(api), ALL);
    await api.must("DELETE", `/streams/${streams[0]?.id}`);
    clean(await apply());
    same("objects", await counts(api), ALL);
  });
  await steps.step("lost ids are found again", async () => {
    forget();
    const ended = await apply();
    clean(ended);
    same(
      "done",
      ended.done.filter((line) => !line.startsWith("updated ")),
      [],
    );
    same("objects", await counts(api), ALL);
  });
  await steps.step("lost ids and a new title are refused, by name", async () => {
    forget();
    const ended = await apply({ title: "Another" });
    same("code", ended.code, 65);
    if (!ended.stderr.includes('under other titles ("Active response"'))
      throw new Error(ended.stderr);
    same("objects", await counts(api), ALL);
  });
  await steps.step("remove, twice", async () => {
    clean(await host.run(documentOf(site), "remove"));
    same("objects", await counts(api), NONE);
    clean(await host.run(documentOf(site), "remove"));
  });
}

function withoutNotification(document: GraylogDocument): GraylogDocument {
  const objects = Object.entries(document.objects).flatMap(([key, object]) =>
    key.startsWith("notification/")
      ? []
      : [[key, "notifications" in object ? { ...object, notifications: [] } : object] as const],
  );
  return { ...document, objects: Object.fromEntries(objects) };
}
