import { join } from "node:path";

import Ajv from "ajv";

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
    ]);
    const { objects } = rendered({
      url: settings.url,
      owner: "prod",
      manyBlocks: { count: 3, within: 60 },
    });
    expect(Object.keys(objects)).toEqual(["stream/active-response", "definition/many-blocks"]);
    expect(objects["definition/many-blocks"]).toMatchObject({ notifications: [] });
  });

  it("take other names of fields everywhere", () => {
    const { objects } = rendered({
      ...settings,
      fields: { ruleId: "rule.id", agent: "agent.name", address: "data.srcip" },
    });
    const text = JSON.stringify(objects);
    expect(text).not.toMatch(/rule_id|agent_name|data_srcip/);
    expect(text).toContain('data.srcip:(\\"203.0.113.10\\" OR \\"2001:db8::1\\")');
  });
});
