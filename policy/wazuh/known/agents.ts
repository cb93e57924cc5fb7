import type { Holder } from "./section";
import { yesNo } from "./values";

/** `<agents>` of `<remote>` and `<auth>`. */
export const AGENTS: Holder = {
  elements: { allow_higher_versions: yesNo },
  unknown: "ignored",
  wrongValue: "ignored",
};
