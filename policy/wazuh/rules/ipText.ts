const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const GROUP = "[0-9a-fA-F]{1,4}";
const PREFIX = "(?:\\/(?:12[0-8]|1[01]\\d|\\d{1,2}))?";

// The forms that Wazuh tries one after the other (ip_address_regex, validate_op.c:69, v4.14.7).
const FORMS = [
  `(?:::[fF]{4}:)?${IPV4}(?:\\/(?:(?:3[0-2]|[12]?\\d)|${IPV4}))?`,
  `(?:${GROUP}:){7}${GROUP}${PREFIX}`,
  ...[6, 5, 4, 3, 2, 1].map(
    (most, i) => `(?:${GROUP}:){1,${most}}(?::${GROUP}){1,${i + 1}}${PREFIX}`,
  ),
  `(?:${GROUP}:){1,7}:${PREFIX}`,
  `:(?::${GROUP}){1,7}${PREFIX}`,
  "::",
].map((form) => new RegExp(`^${form}\\n?$`));

/** Whether `<srcip>` and `<dstip>` take a text: an address or a network of either family, `any`, and a `!` in front. */
export function isIpText(text: string): boolean {
  const bare = text.startsWith("!") ? text.slice(1) : text;
  return bare === "any" || FORMS.some((form) => form.test(bare));
}
