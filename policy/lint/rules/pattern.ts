/** Forms of PCRE2 that the checking engine has not; a pattern with one of them is not judged. */
const OTHER = /\(\?[^:=!]|[*+?}]\+|\\[AzZhHKQERGNXpPgk]|\[\[:|\(\*/;

/**
 * Why a text is no pattern of PCRE2, as far as it can be told without PCRE2: undefined for a good one and for one in a
 * form that only PCRE2 knows.
 */
export function whyNoPattern(pattern: string): string | undefined {
  const plain = pattern.replace(/^\(\?[imsx]+\)/, "");
  if (OTHER.test(plain)) return undefined;
  try {
    new RegExp(plain);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.slice(message.lastIndexOf(": ") + 2).toLowerCase();
  }
}
