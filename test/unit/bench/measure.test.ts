import { median, rounded } from "../../../bench/run/measure";
import { Options } from "../../../bench/run/options";

describe("median", () => {
  it("is the middle one, whatever the order", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(3);
    expect(() => median([])).toThrow("there is no median of nothing");
  });
});

describe("rounded", () => {
  it("keeps three digits", () => {
    expect([rounded(123.456), rounded(0.0123456), rounded(7)]).toEqual([123, 0.0123, 7]);
  });
});

describe("Options", () => {
  it("reads lists, numbers and names, and has defaults", () => {
    const options = new Options(["--hosts", "5,20", "--ways", "b"], ["hosts", "ways", "rounds"]);
    expect(options.numbers("hosts", [1])).toEqual([5, 20]);
    expect(options.number("rounds", 3)).toBe(3);
    expect(options.names("ways", ["a", "b"])).toEqual(["b"]);
  });

  it("names what it does not know, and what to write", () => {
    expect(() => new Options(["--host", "5"], ["hosts"])).toThrow("--host 5: write --hosts VALUE");
    const options = new Options(["--hosts", "five", "--ways", "c"], ["hosts", "ways"]);
    expect(() => options.numbers("hosts", [])).toThrow(
      '--hosts: "five" is no list of whole numbers; write 5,20',
    );
    expect(() => options.names("ways", ["a", "b"])).toThrow('--ways: "c" is not one of a, b');
  });
});
