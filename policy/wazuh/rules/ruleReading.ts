import type { Node } from "../read/node";
import type { Place } from "../read/source";
import { shown } from "../read/shown";
import { REFUSED, type FaultEffect, type RuleFault } from "./fault";

/** A rule while it is judged: what is wrong with it so far, and what the elements before said. */
export class RuleReading {
  readonly faults: RuleFault[] = [];
  /** It is passed over, and Wazuh looks at no more of its elements. */
  isDropped = false;
  /** It counts earlier events: if_matched_sid, if_matched_group, if_matched_regex, check_diff. */
  counts = false;
  /** It compares with counted events, so that it must count. */
  compares: Node | undefined = undefined;
  /** How many `<field>`s it has. */
  fields = 0;
  /** Texts of elements that Wazuh joins, by the element's name in small letters. */
  readonly texts = new Map<string, string>();

  constructor(
    /** Id of the rule; undefined where it has none that Wazuh takes. */
    readonly id: number | undefined,
    /** Names of the decoders that are known. */
    readonly decoders: ReadonlySet<string>,
    /** The CDB lists that are declared; undefined where that is not known. */
    readonly lists: ReadonlySet<string> | undefined,
  ) {}

  /** wazuh-analysisd does not start. */
  refuse(at: Node, reason: string, instead: string): void {
    this.add("refused", at, shown(at), `${reason}; ${REFUSED}`, instead);
  }

  /** The rule is passed over. */
  drop(at: Node, reason: string, instead: string): void {
    this.isDropped = true;
    this.add("dropped", at, shown(at), `${reason}; Wazuh passes the rule over`, instead);
  }

  /** Wazuh takes another value than the one that is written. */
  misread(at: Node, reason: string, instead: string): void {
    this.add("misread", at, shown(at), reason, instead);
  }

  add(
    effect: FaultEffect,
    { line, column }: Place,
    value: string,
    reason: string,
    instead: string,
  ): void {
    const { id } = this;
    this.faults.push({
      effect,
      ...(id !== undefined && { id }),
      value,
      reason,
      instead,
      line,
      column,
    });
  }

  /**
   * Joins a text to those of the elements before that have the same name (loadmemory, rules.c:2027, v4.14.7): 2047 bytes at most,
   * 2048 where one is there already. A longer one is left out, and so is what was there.
   */
  join(at: Node, before?: string): void {
    const name = at.name.toLowerCase();
    const had = this.texts.get(name) ?? before;
    const bytes = Buffer.byteLength(at.content);
    const most = had === undefined ? 2047 : 2048;
    if (bytes <= most && Buffer.byteLength(had ?? "") <= 2048) {
      this.texts.set(name, (had ?? "") + at.content);
      return;
    }
    this.texts.delete(name);
    const what =
      bytes > most
        ? `is ${bytes} bytes long; Wazuh takes ${most} at most`
        : "comes on top of more than 2048 bytes";
    this.add(
      "lost",
      at,
      shown(at),
      `${what}, and goes on without it (1104)`,
      "shorten it, or make two rules of it",
    );
  }
}
