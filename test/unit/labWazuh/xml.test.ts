import { parseXml } from "../../../lab/wazuh/config/xml";

describe("Wazuh's own kind of XML", () => {
  it("decodes no entities and trims nothing", () => {
    expect(parseXml("<a> x &amp; y\n</a>")[0]?.content).toBe(" x &amp; y\n");
  });

  it("reads several roots and skips text between them", () => {
    expect(parseXml("one <a/> two <b>3</b>").map(({ element }) => element)).toEqual(["a", "b"]);
  });

  it.each([
    ["<!-- a --><x/>", ["x"]],
    ["<!-- a !><x/>", ["x"]],
    ["<!-- a !><x/> -->", ["x"]],
  ])("ends the comment of %s at the first of its two ends", (text, elements) => {
    expect(parseXml(text).map(({ element }) => element)).toEqual(elements);
  });

  it.each([
    ["<a>1</a >", "XMLERR: Element 'a' not closed."],
    ["<a>", "XMLERR: End of file and some elements were not closed."],
    ["</a>", "XMLERR: Element not opened."],
    ["<!-- a", "XMLERR: Comment not closed."],
    ['<?xml version="1.0"?><a/>', "XMLERR: Bad attribute closing for 'version'='1.0'."],
    ["<a b=c></a>", "XMLERR: Attribute 'b' not followed by a \" or '."],
    [`<a>${"x".repeat(20_481)}</a>`, "XMLERR: String overflow."],
  ])("refuses %s", (text, message) => {
    expect(() => parseXml(text)).toThrow(message);
  });

  it("takes a value of 20,480 characters", () => {
    expect(parseXml(`<a>${"x".repeat(20_480)}</a>`)[0]?.content).toHaveLength(20_480);
  });

  it("takes > and quotes in a value", () => {
    expect(parseXml(`<a>x > "y" 'z'</a>`)[0]?.content).toBe(`x > "y" 'z'`);
  });
});
