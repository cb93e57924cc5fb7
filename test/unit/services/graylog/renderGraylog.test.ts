import { join } from "node:path";

import Ajv from "ajv";

import type { EventDefinition } from "../../../../policy/services/graylog/eventDefinition";
import { graylogSchemas } from "../../../../lab/services/graylogSchemas";
import {
  renderGraylog,
  type GraylogDocument,
} from "../../../../policy/services/graylog/renderGraylog";
import {
  parseGraylogSettings,
  type WrittenGraylogSettings,
} from "../../../../policy/services/graylog/parseSettings";
import { Refusals } from "../../../../policy/model/refusals";
import { asFiles, goldenFiles } from "../golden";

const rendered = (written: WrittenGraylogSettings): GraylogDocument =>
  renderGraylog(parseGraylogSettings(written, new Refusals()));
const settings: WrittenGraylogSettings = {
  url: "https://graylog.golemtrust.am",
  owner: "prod",
  manyBlocks: { count: 20, within: 600, perAgent: 10 },
  productionAddresses: ["203.0.113.10", "2001:db8::1"],
  notification: { kind: "email", to: ["soc@golemtrust.am"] },
  ownRules: [100090],
};
const document = rendered(settings);
const ID = "65a000000000000000000001";

/** An object as the host sends it: ids in the place of our names. */
function sent(object: unknown): unknown {
  const text = JSON.stringify(object).replaceAll(/"(?:stream|notification)\/[\w-]+"/g, `"${ID}"`);
  return JSON.parse(text);
}

describe("Graylog's objects", () => {
  it("are those of the golden files, object by object", () => {
    const made = asFiles(document.objects);
    expect(made).toEqual(goldenFiles(join(__dirname, "golden"), made));
  });

  it.each(Object.entries(document.objects))(
    "%s has the shape that Graylog takes",
    (key, object) => {
      const kind = key.split("/")[0] ?? "";
      const ajv = new Ajv({ discriminator: true, allowUnionTypes: true });
      const judge = ajv.compile(graylogSchemas(false)[`create ${kind}`] ?? false);
      judge({ ...(sent(object) as object), ...(kind === "stream" && { index_set_id: ID }) });
      expect(judge.errors).toBeNull();
    },
  );

  it("refer to objects of the same document only", () => {
    const names = JSON.stringify(document.objects).match(/"(?:stream|notification)\/[\w-]+"(?!:)/g);
    expect([...new Set(names)].sort()).toEqual([
      '"notification/alert"',
      '"stream/active-response"',
    ]);
  });

  it("are the stream alone with the events that are wanted", () => {
    const { url, owner, productionAddresses = [] } = settings;
    const one = rendered({ url, owner, productionAddresses });
    expect(Object.keys(one.objects)).toEqual([
      "stream/active-response",
      "definition/production-address",
      "definition/isolation",
      "definition/kill",
    ]);
    const { objects } = rendered({
      url: settings.url,
      owner: "prod",
      manyBlocks: { count: 3, within: 60 },
      events: [],
    });
    expect(Object.keys(objects)).toEqual(["stream/active-response", "definition/many-blocks"]);
    expect(objects["definition/many-blocks"]).toMatchObject({ notifications: [] });
  });

  it("take the prefix of an extractor before each default name, and no other", () => {
    const fields = { prefix: "wazuh_", agent: "host" };
    const { objects, ruleField } = rendered({ ...settings, fields });
    expect(ruleField).toBe("wazuh_rule_id");
    const names = JSON.stringify(objects).match(
      /\b(?:wazuh_)?(?:rule_id|data_(?!type)\w+|agent_name)\b/g,
    );
    expect([...new Set(names)].sort()).toEqual([
      "wazuh_data_active_response_decision",
      "wazuh_data_active_response_subject",
      "wazuh_data_origin_name",
      "wazuh_data_parameters_alert_rule_id",
      "wazuh_data_srcip",
      "wazuh_rule_id",
    ]);
  });

  it("count different addresses, or each block where that is asked for", () => {
    const counted = (counts?: "blocks"): unknown => {
      const manyBlocks = { count: 3, within: 600, ...(counts && { counts }) };
      const { objects } = rendered({ url: "https://g", owner: "prod", manyBlocks });
      const { description, config } = objects["definition/many-blocks"] as EventDefinition;
      return [description.split(".")[0], config.series];
    };
    expect(counted()).toEqual([
      "At least 3 different addresses were blocked within 10m, on all agents together",
      [{ id: "blocks", type: "card", field: "data_srcip" }],
    ]);
    expect(counted("blocks")).toEqual([
      "There were at least 3 blocks within 10m, on all agents together",
      [{ id: "blocks", type: "count" }],
    ]);
  });

  it("look once a window, so that no block is in two events, or as often as is asked for", () => {
    const every = (written?: string): unknown => {
      const manyBlocks = {
        count: 3,
        within: "10m",
        ...(written !== undefined && { every: written }),
      };
      const { objects } = rendered({ url: "https://g", owner: "prod", manyBlocks });
      return (objects["definition/many-blocks"] as EventDefinition).config.execute_every_ms;
    };
    expect([every(), every("1m")]).toEqual([600_000, 60_000]);
  });

  it("tell an address once on however many agents, or once on each", () => {
    const key = (oncePer?: "address-and-agent"): unknown => {
      const { objects } = rendered({ ...settings, ...(oncePer && { oncePer }), grace: "1h" });
      const made = objects["definition/production-address"] as EventDefinition;
      return [made.key_spec, made.notification_settings.grace_period_ms];
    };
    expect(key()).toEqual([["address"], 3_600_000]);
    expect(key("address-and-agent")).toEqual([["address", "agent"], 3_600_000]);
  });

  it("carry no messages along to a hook, which gets all of each", () => {
    const { objects } = rendered({ ...settings, notification: { kind: "http", url: "https://h" } });
    const made = objects["definition/many-blocks"] as EventDefinition;
    expect(made.notification_settings.backlog_size).toBe(0);
  });

  it("take other names of fields everywhere", () => {
    const { objects } = rendered({
      ...settings,
      fields: { ruleId: "rule.id", agent: "agent.name", address: "data.srcip" },
    });
    const text = JSON.stringify(objects);
    expect(text).not.toMatch(/\b(?:rule_id|agent_name|data_srcip)\b/);
    expect(text).toContain('data.srcip:(\\"203.0.113.10\\" OR \\"2001:db8::1\\")');
  });
});
