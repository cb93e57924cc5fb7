import type * as z from "zod";

/**
 * What a schema takes, which nobody changes afterwards. What people write has the types of policy/model/keys, in a stack
 * file and in a program of their own alike; the types of the model are made of these, so that a key has one name.
 */
export type ReadonlyKeys<T> = T extends object
  ? { readonly [Key in keyof T]: ReadonlyKeys<T[Key]> }
  : T;

/**
 * A shape with other values for some of its keys, each as optional as it was. A key that the shape does not have is an
 * error of types.
 */
export type WithValues<
  Shape,
  Values extends { [Key in keyof Values]: Key extends keyof Shape ? unknown : never },
> = { [Key in keyof Shape]: Key extends keyof Values ? Values[Key] : Shape[Key] };

/** What people write where this schema is asked. */
export type Keys<Schema extends z.ZodType> = ReadonlyKeys<z.input<Schema>>;
