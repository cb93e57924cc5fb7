import { element, printElements, whyUnreadable } from "../../../policy/render/element";
import { killPattern } from "../../../policy/render/killRule";
import { quote, renderTemplate } from "../../../policy/render/template";

describe("a value that Wazuh would not read back", () => {
  const BLANK = "begins or ends with a blank, which Wazuh keeps";
  const CONTROL = "contains a line break or a control character";
  const COMMENT = "contains --> or !>, where Wazuh's reader ends a comment";
  const BACKSLASH = "ends with a backslash, after which Wazuh's reader takes the closing < as text";
  it.each([
    ["", "is empty"],
    ["a", undefined],
    ["a < b", "contains <, where Wazuh's reader ends the value"],
    ["a-->b", COMMENT],
    ["a!>b", COMMENT],
    ["a->b", undefined],
    ["a\nb", CONTROL],
    ["a\0b", CONTROL],
    ["a\x1fb", CONTROL],
    ["a\x7fb", CONTROL],
    [" a", BLANK],
    ["a ", BLANK],
    ["a\\", BACKSLASH],
    ["a\\\\", undefined],
    ["a\\\\\\", BACKSLASH],
    ["\\", BACKSLASH],
    ["\\a", undefined],
    ["x".repeat(20_479), undefined],
    ["x".repeat(20_480), "has more than 20479 bytes"],
    ["ä".repeat(10_240), "has more than 20479 bytes"],
  ])("%#", (value, why) => {
    expect(whyUnreadable(value)).toBe(why);
    const print = (): string => {
      try {
        return printElements([element("a", value)]);
      } catch (error) {
        return String(error);
      }
    };
    expect(print()).toBe(
      why === undefined ? `<a>${value}</a>\n` : `Error: <a>: ${JSON.stringify(value)} ${why}`,
    );
  });

  it.each([
    ['a"b', 'the attribute "a\\"b" contains " or >, where it ends'],
    ["a>b", 'the attribute "a>b" contains " or >, where it ends'],
    ["a<b", '"a<b" contains <, where Wazuh\'s reader ends the value'],
  ])("as an attribute: %s", (value, why) => {
    expect(() => printElements([element("a", [], { b: value })])).toThrow(`<a>: ${why}`);
  });

  it("indents what is inside", () => {
    const inner = element("b", [element("c", "1"), element("d", [])], { e: "f" });
    expect(printElements([element("a", [inner])])).toBe(
      '<a>\n  <b e="f">\n    <c>1</c>\n    <d />\n  </b>\n</a>\n',
    );
  });
});

describe("the pattern of a kill list", () => {
  it.each([
    [["xmrig"], "^(?:(?:.*/)?(?:xmrig))$"],
    [["/tmp/x"], "^(?:/tmp/x)$"],
    [["/tmp/x", "a", "b", "a"], "^(?:(?:.*/)?(?:a|b)|/tmp/x)$"],
    [[".+*?^$()[]{}|\\"], "^(?:(?:.*/)?(?:\\.\\+\\*\\?\\^\\$\\(\\)\\[\\]\\{\\}\\|\\\\))$"],
  ])("%j", (processes, pattern) => {
    expect(killPattern(processes)).toBe(pattern);
  });
});

describe("what enters a script", () => {
  it("is quoted for the shell, a text or a number", () => {
    expect([quote("it's"), quote(0), quote("")]).toEqual(["'it'\\''s'", "'0'", "''"]);
  });

  it.each([[undefined], [null], [{}], [true]])("is not %j", (value) => {
    expect(() => quote(value)).toThrow(
      `a script's value is ${typeof value}; it must be a text or a number`,
    );
  });

  it("is all that the template asks for", () => {
    expect(() => renderTemplate("responses/observe.sh.hbs", {})).toThrow(
      "a script's value is undefined; it must be a text or a number",
    );
  });
});
