import * as z from "zod";

import { stackSchema } from "../policy/model/stack";

/** The JSON schema of a stack file (`Pulumi.<stack>.yaml`), for editors: the same source as the check at preview. */
export function stackJsonSchema(): string {
  const { properties, required } = z.toJSONSchema(stackSchema, { io: "input" }) as {
    properties: Record<string, unknown>;
    required: string[];
  };
  const secret = {
    type: "object",
    required: ["secure"],
    properties: { secure: { type: "string" } },
  };
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Stack configuration of wazuh-active-response",
    type: "object",
    properties: {
      config: {
        type: "object",
        required: required.map((key) => `wazuh-active-response:${key}`),
        properties: Object.fromEntries(
          Object.entries(properties).map(([key, value]) => [`wazuh-active-response:${key}`, value]),
        ),
      },
    },
  };
  return `${JSON.stringify(withSecrets(schema, secret), null, 2)}\n`;
}

/** A secret is in the file as `secure: ...`: allowed wherever the key is one of the private ones. */
function withSecrets(value: unknown, secret: object): unknown {
  if (Array.isArray(value)) return value.map((part) => withSecrets(part, secret));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      /^(?:privateKey(?:Password)?|enrolmentPassword|password|token)$/.test(key)
        ? [key, { anyOf: [part, secret] }]
        : [key, withSecrets(part, secret)],
    ),
  );
}
