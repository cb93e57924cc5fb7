import Ajv from "ajv";

import { INNER, SAVED_OBJECTS } from "./savedObjectSchemas";

/** A saved object as it is imported. */
export interface ImportedObject {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly {
    readonly name: string;
    readonly type: string;
    readonly id: string;
  }[];
}

const ajv = new Ajv({ allErrors: true, strict: true });
const inner = new Map(Object.entries(INNER).map(([name, schema]) => [name, ajv.compile(schema)]));
ajv.addKeyword({
  keyword: "json",
  type: "string",
  schemaType: "string",
  validate: (name: string, value: string): boolean => {
    try {
      return inner.get(name)?.(JSON.parse(value)) === true;
    } catch {
      return false;
    }
  },
});
const judges = new Map(
  Object.entries(SAVED_OBJECTS).map(([type, schema]) => [type, ajv.compile(schema)]),
);

/** What is wrong with a saved object, a sentence each: its shape, the JSON in it, and references that nothing names. */
export function judgeSavedObject(value: unknown): string[] {
  const type = (value as Partial<ImportedObject> | null)?.type ?? "";
  const judge = judges.get(type);
  if (!judge) return [`the type "${type}" is not known`];
  if (!judge(value)) {
    return (judge.errors ?? []).map(
      ({ instancePath, message = "" }) => `${instancePath}: ${message}`,
    );
  }
  const object = value as ImportedObject;
  const named = JSON.stringify(object.attributes).matchAll(
    /(?:indexRefName|panelRefName|savedSearchRefName)\\?": ?\\?"([^"\\]+)/g,
  );
  const wanted = new Set([...named].map(([, name]) => name ?? ""));
  const has = new Set(object.references.map(({ name }) => name));
  return [
    ...[...wanted].filter((name) => !has.has(name)).map((name) => `no reference is called ${name}`),
    ...[...has]
      .filter((name) => !wanted.has(name))
      .map((name) => `nothing uses the reference ${name}`),
  ];
}
