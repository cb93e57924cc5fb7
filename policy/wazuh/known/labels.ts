import { attributeOf } from "../read/node";
import { strict, type Holder } from "./section";
import { any, filled, yesNo } from "./values";

const isReserved = (key: string | undefined): boolean => key?.startsWith("_") === true;

/** `<labels>`; wazuh-analysisd leaves out some of them. */
export const LABELS: Holder = {
  ...strict({ label: any }),
  attributes: {
    label: {
      takes: { key: filled, hidden: yesNo },
      unknown: "unchecked",
      wrongValue: "refused",
      needed: ["key"],
    },
  },
  asks: [
    {
      of: "*",
      wrong: (label) => isReserved(attributeOf(label, "key")),
      effect: "ignored",
      reason: "has a key that begins with _, which is left out",
      instead: "write another key",
    },
    {
      of: "label",
      wrong: (label) => label.content === "" && !isReserved(attributeOf(label, "key")),
      effect: "ignored",
      reason: "is empty",
      instead: "write a value",
    },
  ],
};
