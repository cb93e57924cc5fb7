import { painter } from "../../../terminal/paint";
import { indented, oneLine, shown } from "../../../terminal/shown";

const red = "\u001b[31m";
const plain = "\u001b[39m";

describe("text on its way to a terminal", () => {
  test.each([
    ["clears the screen", "\u001b[2J\u001b[Hclean", "\\u001b[2J\\u001b[Hclean"],
    ["fills the clipboard (OSC 52)", "\u001b]52;c;eA==\u0007", "\\u001b]52;c;eA==\\u0007"],
    ["is painted by somebody else", `${red}red${plain}`, "\\u001b[31mred\\u001b[39m"],
    ["uses C1: CSI, OSC, ST in one byte", "\u009b2J\u009d0;x\u009c", "\\u009b2J\\u009d0;x\\u009c"],
    ["goes back on its line", "blocked\rnobody", "blocked\\u000dnobody"],
    ["erases", "a\b\u007f\u0000\u000b\u000c", "a\\u0008\\u007f\\u0000\\u000b\\u000c"],
    ["goes to the next line by NEL", "a\u0085b", "a\\u0085b"],
    ["has Unicode's separators", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
    ["turns the direction", "\u202etxt.exe\u202c", "\\u202etxt.exe\\u202c"],
    ["isolates it", "\u2066a\u2069\u200f\u061c", "\\u2066a\\u2069\\u200f\\u061c"],
    ["has no width", "no\u200bbo\u2060dy\ufeff\u00ad", "no\\u200bbo\\u2060dy\\ufeff\\u00ad"],
    ["hides behind fillers and tags", "\u3164\u{e0041}", "\\u3164\\udb40\\udc41"],
    ["has half of a pair", "\ud800x", "\\ud800x"],
    ["is of all the world", "Grüße, 東京, 🦊\tend\n", "Grüße, 東京, 🦊\tend\n"],
  ])("that %s", (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test("our own colours come through, and nothing of them is left to be copied", () => {
    const { red: paint, bold } = painter(true);
    expect(shown(paint("x"))).toBe(`${red}x${plain}`);
    expect(shown(bold(`a ${paint("x")} b`))).toBe(`\u001b[1ma ${red}x${plain} b\u001b[22m`);
    expect(shown(paint(`a ${paint("x")} b`))).toBe(`${red}a ${red}x${plain}${red} b${plain}`);
    expect(shown(paint(`a${plain}b`))).toBe(`${red}a\\u001b[39mb${plain}`);
  });

  test("a sign that somebody guesses is no sign of ours", () => {
    expect(shown("\u001b[31;1000;1000;1000m")).toBe("\\u001b[31;1000;1000;1000m");
  });

  test("without colours nothing is added", () => {
    expect(painter(false).red("x")).toBe("x");
  });

  test("JSON means the same afterwards", () => {
    const value = { name: "\u001b[2J\u009b\u202e\u200b\u2028\u{e0041}\n\ud800 ü" };
    const text = shown(JSON.stringify(value));
    expect(text).toMatch(/^[ -~ü]+$/);
    expect(JSON.parse(text)).toEqual(value);
  });

  test("a name stays on one line", () => {
    expect(oneLine("web-1\nnobody is\tblocked\u001b[2J")).toBe(
      "web-1\\u000anobody is blocked\\u001b[2J",
    );
  });

  test("later lines of a host's words are indented", () => {
    expect(indented("no\nnobody is blocked")).toBe("no\n    nobody is blocked");
  });
});
