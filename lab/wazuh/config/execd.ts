import { badValue, type Words } from "./words";
import type { XmlNode } from "./xml";

/** What wazuh-execd takes from its own host's file. */
export interface ExecdConfig {
  readonly disabled: boolean;
  /** Minutes of the second, third, ... block of one key; at most five. */
  readonly repeatedOffenders: readonly number[];
  readonly words: Words;
}

/** The first `<disabled>` of all blocks decides, and so does the first `<repeated_offenders>`. */
export function readExecdConfig(sections: readonly XmlNode[]): ExecdConfig {
  const inBlocks = sections
    .filter(({ element }) => element === "active-response")
    .flatMap(({ children }) => children);
  const disabled = inBlocks.find(({ element }) => element === "disabled")?.content;
  const steps = inBlocks.find(({ element }) => element === "repeated_offenders")?.content;
  const base = { disabled: disabled === "yes", repeatedOffenders: [] };
  if (disabled !== undefined && disabled !== "yes" && disabled !== "no")
    return { ...base, words: [badValue("disabled", disabled)] };
  if (steps === undefined) return { ...base, words: [] };
  const minutes = steps
    .split(",")
    .slice(0, 5)
    .map((step) => step.trim());
  if (minutes.some((step) => !/^\d+$/.test(step)))
    return { ...base, words: [badValue("repeated_offenders", steps)] };
  return { ...base, repeatedOffenders: minutes.map(Number).filter((step) => step > 0), words: [] };
}
