import { Graylog, type GraylogOptions } from "../../../lab/services/graylog";
import { upLab } from "../../../lab/lab";
import { certificateFor } from "../../../lab/services/certificate";
import type { Tls } from "../../../lab/services/standInServer";
import type { Lab } from "../../../lab/labTypes";
import {
  renderGraylog,
  type GraylogDocument,
} from "../../../policy/services/graylog/renderGraylog";
import {
  parseGraylogSettings,
  type WrittenGraylogSettings,
} from "../../../policy/services/graylog/parseSettings";
import { Refusals } from "../../../policy/model/refusals";
import { gatewayOf, login, runService } from "./onManager";

const CA = "/etc/stand-in-ca.pem";
const HOOK = "https://hooks.golemtrust.am/wazuh";
const TOKEN = "1abc2def";
const NAMES = [
  "stream/active-response",
  "notification/alert",
  "definition/many-blocks",
  "definition/many-blocks-by-agent",
  "definition/production-address",
  "definition/isolation",
  "definition/kill",
];
const NO_MESSAGE =
  "Graylog has no message of the last day: no alert reaches it yet; docs/seeing.md has two ways";
const TITLES = {
  streams: ["Active response"],
  notifications: ["Active response"],
  event_definitions: [
    "Active response: a host was isolated or released",
    "Active response: a process was killed",
    "Active response: a production address was blocked",
    "Active response: many blocks",
    "Active response: many blocks on one agent",
  ],
};

const rendered = (written: WrittenGraylogSettings): GraylogDocument =>
  renderGraylog(parseGraylogSettings(written, new Refusals()));

/** The real script and curl on a host of the lab, against stand-ins of three generations of Graylog's API. */
describe("Graylog's objects, from the manager's host", () => {
  let lab: Lab;
  let tls: Tls;
  let service: Graylog;

  const document = (settings: Partial<WrittenGraylogSettings> = {}): GraylogDocument =>
    rendered({
      url: service.url,
      caFile: CA,
      owner: "prod",
      manyBlocks: { count: 20, within: 600, perAgent: 10 },
      productionAddresses: ["203.0.113.10", "2001:db8::1"],
      notification: { kind: "http", url: HOOK },
      ...settings,
    });
  const graylog = async (options: Partial<GraylogOptions> = {}): Promise<Graylog> => {
    await lab.master.run("rm -f /var/lib/wazuh-active-response/graylog.ids");
    await login(lab.master, "graylog", TOKEN, "token");
    service = await Graylog.start({
      host: gatewayOf(lab.master),
      version: "7.0.0",
      token: TOKEN,
      allowed: [HOOK],
      tls,
      ...options,
    });
    return service;
  };
  const titles = (): typeof TITLES => ({
    streams: service.titles("streams"),
    notifications: service.titles("notifications"),
    event_definitions: service.titles("event_definitions"),
  });
  const none = { streams: [], notifications: [], event_definitions: [] };

  beforeAll(async () => {
    lab = await upLab({ agents: [], attacker: false, daemons: false });
    tls = await certificateFor(lab.dir, gatewayOf(lab.master));
    await lab.master.run(`cat >${CA}`, { input: tls.cert });
  }, 180_000);
  afterEach(() => service.server.stop());
  afterAll(() => lab.down());

  it.each(["5.0.13", "6.3.4", "7.1.2"])(
    "Graylog %s: creates, updates and removes, each in the words of that version",
    async (version) => {
      await graylog({ version });
      const first = await runService(lab.master, document());
      expect(first).toMatchObject({ code: 0, stderr: "", warnings: [NO_MESSAGE] });
      const ours = service.event_definitions.values();
      const limits = [...ours].map(
        ({ config }) => (config as { event_limit?: number }).event_limit,
      );
      const limit = version.startsWith("5.0") ? undefined : 1000;
      expect(limits).toEqual([undefined, undefined, limit, limit, limit]);
      expect([...first.done].sort()).toEqual(NAMES.map((name) => `created ${name}`).sort());
      expect(titles()).toEqual(TITLES);
      const [stream] = service.streams.values();
      expect(stream).toMatchObject({ disabled: false });
      const [notification] = service.notifications.keys();
      for (const definition of service.event_definitions.values()) {
        expect(definition).toMatchObject({
          config: { streams: [stream?.id] },
          notifications: [{ notification_id: notification }],
        });
      }

      const ids = [...service.event_definitions.keys()];
      const second = await runService(
        lab.master,
        document({ manyBlocks: { count: 5, within: 300 } }),
      );
      expect([...second.done].sort()).toEqual(
        [
          "deleted definition/many-blocks-by-agent",
          ...NAMES.filter((name) => !name.endsWith("by-agent")).map((name) => `updated ${name}`),
        ].sort(),
      );
      expect(service.titles("event_definitions")).toEqual(
        TITLES.event_definitions.filter((title) => !title.endsWith("agent")),
      );
      expect(ids).toEqual(expect.arrayContaining([...service.event_definitions.keys()]));
      expect(JSON.stringify([...service.event_definitions.values()])).toContain('"value":5');

      const removed = await runService(lab.master, document(), "remove");
      expect(removed).toMatchObject({ code: 0, stderr: "" });
      expect(titles()).toEqual(none);
    },
    180_000,
  );

  it.each([
    [1000, 1000],
    [40, 40],
  ])("takes as many alerts a look as a Graylog that allows %d", async (maxEvents, limit) => {
    await graylog({ maxEvents });
    const limits = (): unknown[] =>
      [...service.event_definitions.values()].flatMap(
        ({ config }) => (config as { event_limit?: number }).event_limit ?? [],
      );
    const first = await runService(lab.master, document());
    expect([first.code, first.stderr, limits()]).toEqual([0, "", [limit, limit, limit]]);
    const second = await runService(lab.master, document({ title: "Other" }));
    expect([second.code, second.stderr, limits()]).toEqual([0, "", [limit, limit, limit]]);
  });

  it("changes only those rules of the stream that differ", async () => {
    await graylog();
    await runService(lab.master, document());
    const before = [...service.streams.values()][0]?.["rules"] as { id: string; value: string }[];
    service.server.asked();
    await runService(lab.master, document());
    const same = service.server.asked();
    expect(same.filter((line) => !/^(?:GET|PUT) |\/check$/.test(line))).toEqual([]);
    await runService(lab.master, document({ ownRules: [100090] }));
    const after = [...service.streams.values()][0]?.["rules"] as { id: string; value: string }[];
    expect(after).toHaveLength(1);
    expect(after[0]?.value).toMatch(/\|100090\)\$$/);
    expect(after[0]?.id).not.toBe(before[0]?.id);
  });

  it("finds its objects again when the host has forgotten their ids, among many others", async () => {
    await graylog();
    await runService(lab.master, document());
    for (let i = 0; i < 600; i++) service.hold("event_definitions", `A${i}`, "of somebody");
    // Older than ours to the server, so that ours are on the second page.
    const ours = [...service.event_definitions].slice(0, 5);
    for (const [id] of ours) service.event_definitions.delete(id);
    for (const [id, held] of ours) service.event_definitions.set(id, held);
    await lab.master.run("rm /var/lib/wazuh-active-response/graylog.ids");
    const { done } = await runService(lab.master, document());
    expect([...done].sort()).toEqual(NAMES.map((name) => `updated ${name}`).sort());
    await lab.master.run("rm /var/lib/wazuh-active-response/graylog.ids");
    expect((await runService(lab.master, document(), "remove")).code).toBe(0);
    expect(service.titles("event_definitions")).toHaveLength(600);
  });

  it("makes again what somebody deleted by hand", async () => {
    await graylog();
    await runService(lab.master, document());
    service.notifications.clear();
    const { done } = await runService(lab.master, document());
    expect(done).toContain("created notification/alert");
    const [notification] = service.notifications.keys();
    expect([...service.event_definitions.values()][0]).toMatchObject({
      notifications: [{ notification_id: notification }],
    });
  });

  it("leaves an object of the same title that is not of this stack alone, and changes nothing", async () => {
    await graylog();
    const id = service.hold("event_definitions", "Active response: many blocks", "of somebody");
    const { code, stderr } = await runService(lab.master, document());
    expect(code).toBe(65);
    expect(stderr.replace(service.url, "URL")).toBe(
      'graylog: URL has an object "Active response: many blocks" that is not of this stack; rename it there, or give this stack another graylog.title; nothing was changed\n',
    );
    expect(titles()).toEqual({ ...none, event_definitions: ["Active response: many blocks"] });
    const { done } = await runService(lab.master, document({ title: "Prod" }));
    expect(done).toHaveLength(7);
    await runService(lab.master, document({ title: "Prod" }), "remove");
    expect([...service.event_definitions.keys()]).toEqual([id]);
  });

  it("warns of a URL that Graylog will not call", async () => {
    await graylog({ allowed: [], version: "6.1.0" });
    const { code, warnings } = await runService(lab.master, document());
    expect({ code, warnings }).toEqual({
      code: 0,
      warnings: [
        `Graylog will not call ${HOOK}: it is not on its list of URLs (System, Configurations, URL allowlist or whitelist); add it there`,
        NO_MESSAGE,
      ],
    });
  });

  it.each(["5.0.13", "6.3.4", "7.1.2"])(
    "Graylog %s: a notification of another kind is a new one, and the old one goes when nothing calls it",
    async (version) => {
      await graylog({ version });
      await runService(lab.master, document());
      const [old] = service.notifications.keys();
      service.server.asked();
      const mail = { kind: "email", to: ["soc@golemtrust.am"] } as const;
      const { code, stderr, done } = await runService(lab.master, document({ notification: mail }));
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(done.filter((line) => !line.startsWith("updated "))).toEqual([
        "created notification/alert",
        "deleted the notification of another type",
      ]);
      const asked = service.server.asked();
      const gone = asked.findIndex((line) =>
        line.includes(`DELETE /api/events/notifications/${old}`),
      );
      const pointed = asked
        .map((line) => line.startsWith("PUT /api/events/definitions/"))
        .lastIndexOf(true);
      expect(pointed).toBeGreaterThan(0);
      expect(gone).toBeGreaterThan(pointed);
      const [now] = service.notifications.values();
      expect(now).toMatchObject({ config: { type: "email-notification-v1" } });
      for (const { notifications } of service.event_definitions.values())
        expect(notifications).toEqual([{ notification_id: now?.id }]);
      await runService(lab.master, document({ notification: mail }), "remove");
      expect(titles()).toEqual(none);
    },
    180_000,
  );

  it("resumes a stream that somebody paused, and says so", async () => {
    await graylog();
    await runService(lab.master, document());
    const [stream] = service.streams.values();
    if (stream) stream["disabled"] = true;
    const { done } = await runService(lab.master, document());
    expect(done).toContain("resumed stream/active-response, which was paused");
    expect([...service.streams.values()][0]).toMatchObject({ disabled: false });
    expect((await runService(lab.master, document())).done.join()).not.toContain("resumed");
  });

  it.each([
    [{ transport: false, sender: true }, "Email transport is not configured in graylog.conf"],
    [
      { transport: true, sender: false },
      "No default sender specified in graylog.conf. You must specify one here.",
    ],
  ])("asks what mail needs before anything is changed: %j", async (mail, words) => {
    await graylog({ mail });
    const notification = { kind: "email", to: ["soc@golemtrust.am"] } as const;
    const { code, stderr } = await runService(lab.master, document({ notification }));
    expect(stderr.replace(service.url, "URL")).toBe(
      `graylog: URL sends no mail: ${words} Set transport_email_enabled = true, transport_email_hostname and transport_email_from_email in its server.conf and restart it (or give graylog.notification.sender where only the sender is missing); nothing was changed\n`,
    );
    expect(code).toBe(65);
    expect(titles()).toEqual(none);
  });

  it("says which right is missing where no index set is named to the token", async () => {
    await graylog({ indexSets: false });
    const { code, stderr } = await runService(lab.master, document());
    expect(stderr.replace(service.url, "URL")).toBe(
      "graylog: URL names no default index set to this token; give its user the permission indexsets:read, or an id in graylog.indexSet; nothing was changed\n",
    );
    expect(code).toBe(65);
    expect(titles()).toEqual(none);
  });

  it("refuses lost ids and a new title together, by name, and leaves nothing running unknown", async () => {
    await graylog();
    await runService(lab.master, document());
    await lab.master.run("rm /var/lib/wazuh-active-response/graylog.ids");
    const { code, stderr } = await runService(lab.master, document({ title: "New" }));
    expect(code).toBe(65);
    expect(stderr.replace(service.url, "URL")).toBe(
      'graylog: URL has objects of this stack under other titles ("Active response", "Active response", "Active response: many blocks", "Active response: many blocks on one agent", "Active response: a production address was blocked", "Active response: a host was isolated or released", "Active response: a process was killed"), whose ids this host does not know; give graylog.title its old value for one run, or delete them there (those of another Wazuh whose stack has the same name: give one of the two stacks another name); nothing was changed\n',
    );
    expect(titles()).toEqual(TITLES);
    const removed = await runService(lab.master, document({ title: "New" }), "remove");
    expect(removed.stderr).toContain(
      'still has objects with the mark of this stack under other titles ("Active response", ',
    );
    // By its old title, and then by its new one.
    expect((await runService(lab.master, document())).code).toBe(0);
    expect((await runService(lab.master, document({ title: "New" }))).code).toBe(0);
    expect(service.titles("streams")).toEqual(["New"]);
    expect(service.event_definitions.size).toBe(5);
  });

  it.each<[string, Record<string, number>, string[]]>([
    [
      "messages without the field",
      { "*": 9 },
      [
        'no message of the last day has the field rule_id, so that the stream takes nothing: leave "Flatten structures" of the JSON extractor unticked, or name the fields in graylog.fields',
      ],
    ],
    [
      "alerts that the stream does not take",
      { "*": 9, "_exists_:rule_id": 8, "rule_id:/6[05][1-8]/": 7 },
      [
        "Graylog has 7 alerts of active response of the last day, and its stream took none of them; look whether another stream rule, a pipeline or a second extractor takes the field rule_id away first",
      ],
    ],
    [
      "alerts that it takes",
      { "*": 9, "_exists_:rule_id": 8, "rule_id:/6[05][1-8]/": 7, "stream:*": 7 },
      [],
    ],
  ])("says of %s what is to be said", async (_, messages, words) => {
    await graylog();
    await runService(lab.master, document());
    for (const [query, number] of Object.entries(messages)) service.messages.set(query, number);
    expect((await runService(lab.master, document())).warnings).toEqual(words);
  });

  it("says where the token may not search", async () => {
    await graylog({ search: false });
    expect((await runService(lab.master, document())).warnings).toEqual([
      "it could not be seen whether alerts reach Graylog (HTTP 403): the token's user may not search; give it the permission searches:relative",
    ]);
  });

  it("takes an e-mail notification", async () => {
    await graylog({ version: "5.0.13" });
    const to = ["soc@golemtrust.am"];
    const { code, stderr } = await runService(
      lab.master,
      document({ notification: { kind: "email", to } }),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect([...service.notifications.values()][0]).toMatchObject({
      config: { email_recipients: to },
    });
  });

  it("refuses a wrong token, and a Graylog that it does not know, before anything is changed", async () => {
    await graylog();
    await login(lab.master, "graylog", "wrong", "token");
    const wrong = await runService(lab.master, document());
    expect(wrong.stderr.replace(service.url, "URL")).toBe(
      "graylog: URL refused the credentials (HTTP 401); set graylog.token (an access token of a user of Graylog); nothing was changed\n",
    );
    expect(wrong.code).toBe(65);
    await service.server.stop();
    await graylog({ version: "4.3.15" });
    const old = await runService(lab.master, document());
    expect(old.stderr.replace(service.url, "URL")).toBe(
      "graylog: URL is Graylog 4.3; only 5, 6 and 7 are known; check that graylog.url ends before /api; nothing was changed\n",
    );
  });

  it("goes on after a failure on the way", async () => {
    await graylog();
    const { objects, ...rest } = document();
    const broken = {
      ...objects,
      "definition/many-blocks": { ...objects["definition/many-blocks"], priority: 9 },
    };
    const failed = await runService(lab.master, { ...rest, objects: broken });
    expect(failed.code).toBe(70);
    expect(failed.stderr).toContain("priority must be <= 4");
    expect(failed.stderr).toMatch(
      /; what was done until then is noted, the next run goes on from there\n$/,
    );
    expect(service.titles("streams")).toEqual(["Active response"]);
    const { done } = await runService(lab.master, document());
    expect(done).toContain("updated stream/active-response");
    expect(titles()).toEqual(TITLES);
  });
});
