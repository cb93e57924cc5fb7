import { readTerminal } from "../../../../tools/pictures/ansi";
import { terminalPicture } from "../../../../tools/pictures/terminalPicture";

const ESC = "\u001b";

describe("what a terminal showed", () => {
  it("keeps colours, bold and dim, and the column of each run", () => {
    expect(readTerminal(`a ${ESC}[1mb${ESC}[31mc${ESC}[22md${ESC}[39m e`, 80)).toEqual([
      [
        { text: "a ", column: 0, looks: [] },
        { text: "b", column: 2, looks: ["bold"] },
        { text: "c", column: 3, looks: ["bold", "red"] },
        { text: "d", column: 4, looks: ["red"] },
        { text: " e", column: 5, looks: [] },
      ],
    ]);
  });

  it("drops what a spinner erased", () => {
    const [row] = readTerminal(`${ESC}[?25l- busy${ESC}[2K${ESC}[1Gdone\r`, 80);
    expect(row).toEqual([{ text: "done", column: 0, looks: [] }]);
  });

  it("goes on in the next line at the width of the terminal", () => {
    expect(readTerminal("abcde", 3).map((row) => row.map(({ text }) => text))).toEqual([
      ["abc"],
      ["de"],
    ]);
  });

  it("knows the first colours of the larger palette", () => {
    expect(readTerminal(`${ESC}[38;5;2mx`, 80)[0]?.[0]?.looks).toEqual(["green"]);
  });
});

describe("its picture", () => {
  it("says place and length of each word group, and escapes what XML would read", () => {
    const picture = terminalPicture({ command: "a <b>", output: "x  <y & z>\n", title: "t" });
    expect(picture).toContain(">a &lt;b&gt;</tspan>");
    expect(picture).toContain(
      '<tspan x="18.0" textLength="8.4" lengthAdjust="spacingAndGlyphs">x</tspan>' +
        '<tspan x="43.2" textLength="58.8" lengthAdjust="spacingAndGlyphs">&lt;y &amp; z&gt;</tspan>',
    );
    expect(picture).toContain("prefers-color-scheme: dark");
  });
});
