/** The text with every comment turned into blanks: offsets and lines stay. Wazuh ends a comment at `-->` and at `!>`. */
export function withoutComments(text: string): string {
  return text.replace(/<!.*?(?:-->|!>)/gs, blank);
}

/** The text with our own part turned into blanks: what is left is the user's. */
export function withoutOurPart(text: string): string {
  return text.replace(OUR_PART, blank);
}

const OUR_PART =
  /^<!-- wazuh-active-response: begin\.[^\n]*\n.*?^<!-- wazuh-active-response: end -->(?:\n|$)/ms;

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
