import { whyNoPattern } from "../../../policy/lint/rules/pattern";

// Each was given to the PCRE2 of the real wazuh-logcollector of 4.14.7.
test.each([
  "",
  "a{",
  "a{1",
  "a{,3}",
  "a{65535}",
  "a++",
  "(?i)a",
  "(?-i)a",
  "(?i:a)",
  "(?xx)a",
  "(?^)a",
  "\\p{L}\\pL",
  "\\Q(a",
  "|",
  "(?#c)",
  "[[:alpha:]_]",
  "(a)\\1",
  "(?>a)",
  "(?|a|b)",
  "\\C\\e\\K\\R\\h",
  "]",
  "}",
  "[]a]",
  "[^]a]",
  "[a-z\\d-]",
  "[\\w@.-]",
  "(?s).",
  "\\o{101}",
  "\\0",
])("%s is a pattern of PCRE2", (pattern) => {
  expect(whyNoPattern(pattern)).toBeUndefined();
});

test.each([
  ["(", "unterminated group"],
  ["a)", "unmatched ')'"],
  ["*", "nothing to repeat"],
  ["a{2,1}", "numbers out of order in {} quantifier"],
  ["[a", "a [ without its ]"],
  ["[]", "a [ without its ]"],
  ["a{99999}", "{99999} counts further than 65535"],
  ["a{1,99999}", "{99999} counts further than 65535"],
  ["\\p", "\\p names no property"],
  ["(?z)", "(?z) is no option"],
  ["[[:nope:]]", "[:nope:] is no class"],
  ["[[.a.]]", "[.x.] and [=x=] are not known"],
  ["[\\d-z]", "\\d- is no range in a class; write - at its end"],
  ["[a-\\d]", "a-\\d is no range in a class; write - at its end"],
  ["[\\R]", "\\R has no meaning in a class"],
  ["\\1", "\\1 refers to a group that is not there"],
  ["(a)\\2", "\\2 refers to a group that is not there"],
  ["\\u0041", "\\u means nothing"],
  ["\\y", "\\y means nothing"],
])("%s is none: %s", (pattern, why) => {
  expect(whyNoPattern(pattern)).toBe(why);
});
