/** Forms of PCRE2 that the checking engine has not; a pattern with one of them is not compiled. */
const OTHER = /\(\?[^:=!]|[*+?}]\+|\\[AzZhHKQERGNXpPgkCo]|\[\[:|\(\*|\[\^?\]/;

/**
 * Why a text is no pattern of PCRE2, as far as it can be told without PCRE2: undefined for a good one and for one in a
 * form that only PCRE2 knows.
 */
export function whyNoPattern(pattern: string): string | undefined {
  const fault = faultOf(pattern);
  if (fault !== undefined) return fault;
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

const POSIX = new Set(
  "alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit".split(" "),
);

// A quoted run, an escape, a class from its [ on (a ] in front is a member of it), or one character.
const TOKEN = /\\Q[^]*?(?:\\E|$)|\\(?:[^]|$)|\[\^?\]?(?:\[:[^\]]*:\]|\\[^]|[^\]\\])*(?:\]|$)|[^]/g;

/** What PCRE2 refuses and the checking engine takes. */
function faultOf(pattern: string): string | undefined {
  let groups = 0;
  let highest = 0;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (token === "(") groups += 1;
    const fault = token.startsWith("[") ? classFault(token) : escapeFault(token);
    if (fault !== undefined) return fault;
    highest = Math.max(highest, Number(/^\\([1-9])$/.exec(token)?.[1] ?? 0));
  }
  const property = /(?:^|[^\\])(?:\\\\)*\\[pP](?![A-Za-z{])/.exec(pattern);
  if (property) return "\\p names no property";
  const option = /\(\?[a-z^-]*[abd-hkloqrtvwyz][a-z-]*\)/.exec(pattern)?.[0];
  if (option !== undefined) return `${option} is no option`;
  const most = /\{(?:\d+,)?(\d+)\}/g;
  for (const [, times = ""] of pattern.matchAll(most)) {
    if (Number(times) > 65_535) return `{${times}} counts further than 65535`;
  }
  return highest > groups ? `\\${highest} refers to a group that is not there` : undefined;
}

function escapeFault(token: string): string | undefined {
  if (!/^\\[FiIjJlLmMOqTuUyY]$/.test(token)) return undefined;
  return `${token} means nothing`;
}

function classFault(token: string): string | undefined {
  if (!token.endsWith("]") || /^\[\^?\]$/.test(token)) return "a [ without its ]";
  const named = /\[:\^?([^\]]*):\]/.exec(token)?.[1];
  if (named !== undefined && !POSIX.has(named)) return `[:${named}:] is no class`;
  if (/\[[.=][^\]]*[.=]\]/.test(token)) return "[.x.] and [=x=] are not known";
  const never = /\\[BRX]/.exec(token)?.[0];
  if (never !== undefined) return `${never} has no meaning in a class`;
  const range = /\\[dDwWsShHvV]-(?!\])|[^\\[^-]-\\[dDwWsShHvV]/.exec(token)?.[0];
  return range === undefined ? undefined : `${range} is no range in a class; write - at its end`;
}
