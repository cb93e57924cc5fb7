import type { Ask, Effect } from "./ask";
import { any, filled, number, oneOf, yesNo, type Accepts } from "./values";

/** How a daemon reads an element that holds others: a section of ossec.conf, or what stands deeper. */
export interface Holder {
  /** The elements that it takes, and their values. */
  readonly elements: Readonly<Record<string, Accepts>>;
  /** What an element that is not on the list does; `unchecked`: this lint does not look into it. */
  readonly unknown: Effect | "unchecked";
  /** What a value that an element does not take does. @default refused */
  readonly wrongValue?: Effect;
  /** What it does with no element inside. @default nothing is said */
  readonly empty?: Effect;
  /** What a value does that one of these elements does not take, where that is another effect than for the rest. */
  readonly wrongValues?: Readonly<Record<string, Effect>>;
  /** Elements whose names are compared without regard to case. */
  readonly caseless?: readonly string[];
  /** Elements of which at least one must hold something, where there are any. */
  readonly filledOnce?: readonly string[];
  /** Two elements that exclude each other. */
  readonly notBoth?: readonly [string, string];
  /** Elements of which one must be there. */
  readonly oneOf?: readonly string[];
  /** What an earlier section of its name gave holds for it too, so that it need not be given again. */
  readonly keeps?: boolean;
  /** Elements without which it is refused, unless it is empty. */
  readonly needed?: readonly string[];
  /** Elements that earlier versions do not know, by the first version that does. */
  readonly since?: Readonly<Record<string, string>>;
  /** Of a section: the first version that knows it. @default all that are supported do */
  readonly knownSince?: string;
  /** Elements of it that hold others. */
  readonly inner?: Readonly<Record<string, Holder>>;
  /** Attributes of its elements; elements that are not here may have any. */
  readonly attributes?: Readonly<Record<string, Attributes>>;
  /** What is asked of it and of its elements beyond their own values. */
  readonly asks?: readonly Ask[];
  /** How its findings are called. @default each by what it is */
  readonly code?: string;
  /** What it is instead by its first attribute, `name`. */
  readonly modules?: Readonly<Record<string, Holder>>;
}

/** How a daemon reads the attributes of an element. */
export interface Attributes {
  readonly takes: Readonly<Record<string, Accepts>>;
  readonly unknown: Effect | "unchecked";
  readonly wrongValue: Effect;
  /** Their names are compared without regard to case. */
  readonly caseless?: boolean;
  /** Only the first one is looked at. */
  readonly firstOnly?: boolean;
  /** They are asked only of an element that holds others. */
  readonly ifFilled?: boolean;
  /** Attributes without which the element is refused. */
  readonly needed?: readonly string[];
}

const listed = (text: string, accepts: Accepts): Record<string, Accepts> =>
  Object.fromEntries(text.split(" ").map((name) => [name, accepts]));

/** Elements that take any value. */
export const names = (text: string): Record<string, Accepts> => listed(text, any);

/** Elements that take yes or no. */
export const yesNos = (text: string): Record<string, Accepts> => listed(text, yesNo);

/** Elements that take digits. */
export const numbers = (text: string): Record<string, Accepts> => listed(text, number());

/** A section in which everything that is not listed stops the daemons. */
export const strict = (elements: Record<string, Accepts>): Holder => ({
  empty: "refused",
  unknown: "refused",
  elements,
});

/** A section that this lint does not look into. */
export const unchecked = (empty?: Effect): Holder => ({
  ...(empty && { empty }),
  unknown: "unchecked",
  elements: {},
});

/** Elements that must not be empty. */
export const filleds = (text: string): Record<string, Accepts> => listed(text, filled);

/** An element in which everything that is not listed stops wazuh-modulesd. */
export const refusing = (
  elements: Record<string, Accepts>,
  more: Partial<Holder> = {},
): Holder => ({
  unknown: "refused",
  elements,
  ...more,
});

/** The first attribute is the type, and there must be one. */
export const typed = (...types: readonly string[]): Attributes => ({
  takes: { type: oneOf(...types) },
  unknown: "refused",
  wrongValue: "refused",
  firstOnly: true,
  needed: ["type"],
});

/** How an element is called in the tables of what holds it. */
export function keyOf({ caseless }: Holder, name: string): string {
  const small = name.toLowerCase();
  return caseless?.includes(small) ? small : name;
}
