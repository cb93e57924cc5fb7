import { painter } from "../../../terminal/paint";
import { guard, writeRaw } from "../../../terminal/guard";

function stream() {
  const written: string[] = [];
  const write = (text: unknown): boolean => {
    written.push(String(text));
    return true;
  };
  return { written, to: { write } as unknown as NodeJS.WriteStream };
}

describe("a guarded stream", () => {
  test("writes out what a terminal would obey, in bytes too; what is no UTF-8 is a sign", () => {
    const { to, written } = stream();
    guard(to);
    to.write("\u001b[2J");
    to.write(Buffer.from([0x1b, 0x63, 0xff, 0xc2, 0x9b, 0x61]));
    expect(written).toEqual(["\\u001b[2J", "\\u001bc\ufffd\\u009ba"]);
  });

  test("is guarded once, and steered around the guard", () => {
    const { to, written } = stream();
    writeRaw(to, "\u001b[H");
    guard(to);
    guard(to);
    to.write(painter(true).red("x"));
    writeRaw(to, "\u001b[2J");
    expect(written).toEqual(["\u001b[H", "\u001b[31mx\u001b[39m", "\u001b[2J"]);
  });

  test("hands on what comes behind the text", () => {
    const called = jest.fn();
    const to = {
      write: (text: string, encoding: string, done: () => void) => {
        called(text, encoding);
        done();
        return true;
      },
    } as unknown as NodeJS.WriteStream;
    guard(to);
    const done = jest.fn();
    to.write("a\u0007", "utf8", done);
    expect(called).toHaveBeenCalledWith("a\\u0007", "utf8");
    expect(done).toHaveBeenCalledTimes(1);
  });
});
