import { askFirst, madeOf } from "../../../policy/bundle/madeOf";
import { packed } from "../../../policy/bundle/packed";

const SUM = "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"; // printf aaa | sha256sum

describe("what is made of a text", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    askFirst({ get: (key) => kept.get(key), set: (key, text) => void kept.set(key, text) });
  });
  afterEach(() => {
    askFirst(undefined);
  });

  it("is made once, and known by the way and the sum of the text", () => {
    const make = jest.fn((text: string) => `${text}!`);
    expect([madeOf("way", "aaa", make), madeOf("way", "aaa", make)]).toEqual(["aaa!", "aaa!"]);
    expect(make).toHaveBeenCalledTimes(1);
    expect([...kept]).toEqual([[`way ${SUM}`, "aaa!"]]);
    expect([madeOf("way", "aab", make), madeOf("other", "aaa", (text) => text)]).toEqual([
      "aab!",
      "aaa",
    ]);
  });

  it("is made each time where nothing is kept", () => {
    askFirst(undefined);
    const make = jest.fn((text: string) => text);
    madeOf("way", "aaa", make);
    madeOf("way", "aaa", make);
    expect(make).toHaveBeenCalledTimes(2);
  });

  it("is the same pack as without", () => {
    const [first, second] = [packed("echo hi\n"), packed("echo hi\n")];
    askFirst(undefined);
    expect([first, second]).toEqual([packed("echo hi\n"), packed("echo hi\n")]);
  });
});
