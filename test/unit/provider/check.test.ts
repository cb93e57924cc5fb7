import { checkInputs } from "../../../lab/provider/check";
import { secret, UNKNOWN } from "../../../lab/provider/values";

const defaults = { user: "root", port: 22, dialErrorLimit: 10, perDialTimeout: 15 };

it("fills the official provider's defaults in, and makes the connection a secret", () => {
  expect(checkInputs({ connection: { host: "h" }, create: "true" })).toEqual({
    inputs: { connection: secret({ ...defaults, host: "h" }), create: "true" },
    failures: [],
  });
});

it("makes passwords and keys secrets of their own, behind a bastion too, whether they came as secrets or not", () => {
  const given = { host: "h", privateKey: "k", password: secret("p") };
  const { inputs } = checkInputs({ connection: secret({ ...given, proxy: given }) });
  const filled = { ...defaults, ...given, privateKey: secret("k"), password: secret("p") };
  expect(inputs["connection"]).toEqual(secret({ ...filled, proxy: filled }));
});

it("keeps what is not known yet", () => {
  expect(checkInputs({ connection: { host: UNKNOWN }, stdin: UNKNOWN })).toEqual({
    inputs: { connection: secret({ ...defaults, host: UNKNOWN }), stdin: UNKNOWN },
    failures: [],
  });
  expect(checkInputs({ connection: UNKNOWN }).inputs["connection"]).toEqual(secret(UNKNOWN));
});

it("refuses all wrong inputs at once", () => {
  const { failures } = checkInputs({ connection: { port: 22 }, create: 1, stdin: {} });
  expect(failures.map(({ property }) => property)).toEqual(["connection.host", "create", "stdin"]);
  expect(checkInputs({}).failures).toEqual([
    { property: "connection", reason: "Missing required property 'connection'" },
  ]);
});
