import { parseRules, parseXml, XmlError } from "../../../lab/wazuh/config/xml";

/** What reads the file is policy/wazuh/read, whose tests say how; here is only what the stand-ins make of it. */
describe("files as the stand-ins see them", () => {
  it("are trees of elements, attributes and values that are not trimmed", () => {
    expect(parseXml('<a b="c"><d> x &amp; y\n</d></a>')).toEqual([
      {
        element: "a",
        content: "",
        attributes: { b: "c" },
        children: [{ element: "d", content: " x &amp; y\n", attributes: {}, children: [] }],
      },
    ]);
  });

  it("have their variables put in where they hold rules, and only there", () => {
    const text = '<var name="BAD">xmrig</var><a>$BAD</a>';
    expect(parseRules(text).map(({ content }) => content)).toEqual(["xmrig"]);
    expect(parseXml(text).map(({ content }) => content)).toEqual(["$BAD"]);
  });

  it("are refused with Wazuh's words and the line", () => {
    const refused = (): unknown => parseXml("<a>\n</b>");
    expect(refused).toThrow(XmlError);
    expect(refused).toThrow("XMLERR: Element 'a' not closed.");
  });
});
