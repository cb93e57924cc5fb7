import { readNodes, type Node } from "../../../../policy/wazuh/read/node";
import { ReadError } from "../../../../policy/wazuh/read/readError";

function shape(nodes: readonly Node[]): unknown[] {
  return nodes.map(({ name, content, attributes, children }) => [
    name,
    content,
    Object.fromEntries(attributes.map((attribute) => [attribute.name, attribute.value])),
    shape(children),
  ]);
}

function refusal(text: string): string {
  try {
    readNodes(text);
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
  return "read";
}

describe("what Wazuh reads", () => {
  test.each([
    ["entities stay as they are", "<a>x &amp; &lt;</a>", "x &amp; &lt;"],
    ["blanks and newlines stay", "<a> 10.0.0.1\n </a>", " 10.0.0.1\n "],
    [">, quotes and = are plain text", `<a>5 > "4" = '3'</a>`, `5 > "4" = '3'`],
    ["$ is no variable", "<a>$HOME</a>", "$HOME"],
    ["a comment is cut out of a value", "<a>10.0<!-- x -->.0.1</a>", "10.0.0.1"],
    ["a comment ends at !>", "<a>1<!-- x !>2<!-- y -->3</a>", "123"],
    ["a comment needs no dashes", "<a>1<!x -->2</a>", "12"],
    ["three dashes end a comment too", "<a>1<!-- x --->2</a>", "12"],
    ["CDATA is a comment, which the next --> ends", "<a>1<![CDATA[x]]>y--><!-- -->2</a>", "12"],
    ["a < behind a backslash is text, with its backslash", "<a>x\\<y</a>", "x\\<y"],
    ["two backslashes are no escape", "<a>x\\\\</a>", "x\\\\"],
    ["a value ends at a NUL", "<a>x\0y</a>", "x"],
    ["no value", "<a></a>", ""],
    ["UTF-8 counts in bytes, but comes back whole", "<a>Vögel 🐦</a>", "Vögel 🐦"],
  ])("%s", (_, text, value) => {
    expect(shape(readNodes(text))).toEqual([["a", value, {}, []]]);
  });

  test("several roots, and text around them", () => {
    expect(shape(readNodes("x <a>1</a> y > <b/> \\<z> <c />z"))).toEqual([
      ["a", "1", {}, []],
      ["b", "", {}, []],
      ["c", "", {}, []],
    ]);
  });

  test("the value of an element with children is the text after the last one", () => {
    expect(shape(readNodes("<a>1<b>2</b>3<c/>4</a>"))).toEqual([
      [
        "a",
        "4",
        {},
        [
          ["b", "2", {}, []],
          ["c", "", {}, []],
        ],
      ],
    ]);
  });

  test("the forms of attributes", () => {
    expect(shape(readNodes(`<a  b="1" c= '2"' d=""/><e f="/=<!-- -->`.slice(0, 24)))).toEqual([
      ["a", "", { b: "1", c: '2"', d: "" }, []],
    ]);
    expect(shape(readNodes('<x><a/ b="1"></x>'))).toEqual([
      ["x", "", {}, [["a", "", { b: "1" }, []]]],
    ]);
  });

  test("a self-closing element with a blank leaves its > to the parent's text", () => {
    expect(shape(readNodes("<a><b /></a>"))).toEqual([["a", ">", {}, [["b", "", {}, []]]]]);
  });

  test("<var> is a variable, not an element; an attribute called var hides those behind it", () => {
    expect(shape(readNodes('<a><VAR name="x">1</VAR><b c="1" Var="2" d="3">4</b></a>'))).toEqual([
      ["a", "", {}, [["b", "4", { c: "1" }, []]]],
    ]);
  });

  test("line and column of elements and attributes, after text of several bytes", () => {
    const [root] = readNodes('é\n<!-- ü\n --><a>\n  é<b\n c="1">x</b></a>');
    const [child] = root?.children ?? [];
    expect(root).toMatchObject({ line: 3, column: 5 });
    expect(child).toMatchObject({ line: 4, column: 4, attributes: [{ line: 5, column: 2 }] });
  });

  test("a value of 20,479 bytes, and not one more", () => {
    const longest = `${"ä".repeat(10_239)}x`;
    expect(shape(readNodes(`<a>${longest}</a>`))).toEqual([["a", longest, {}, []]]);
    expect(refusal(`<a>${longest}x</a>`)).toBe(
      "1:1: the text of <a> is longer than 20479 bytes (XMLERR: String overflow.)",
    );
  });

  test("1,024 levels, and not one more", () => {
    const nest = (levels: number): string => "<a>".repeat(levels) + "</a>".repeat(levels);
    expect(refusal(nest(1024))).toBe("read");
    expect(refusal(nest(1025))).toBe(
      "1:3073: more than 1024 levels (XMLERR: Max recursion level reached)",
    );
  });
});

describe("what Wazuh refuses", () => {
  test.each([
    [
      '<?xml version="1.0"?><a></a>',
      "1:1: <?xml is an element to Wazuh, which does not know XML declarations; remove it (XMLERR: Bad attribute closing for 'version'='1.0'.)",
    ],
    [
      "<a>\n<b>1</c></a>",
      "2:5: </c> comes while <b> of line 2 is still open; write </b> before it (XMLERR: Element 'b' not closed.)",
    ],
    [
      "<a>1</a >",
      "1:5: </a > does not close <a> of line 1, because of the blank; write </a> (XMLERR: Element 'a' not closed.)",
    ],
    [
      "<a><alias>x < y</alias></a>",
      "1:13: Wazuh reads this < as the beginning of an element, and does not decode &lt; either; a value cannot contain a raw < (XMLERR: Attribute 'y<' has no value.)",
    ],
    [
      "<a><![CDATA[x]]></a>",
      "1:4: what begins with <! is a comment to Wazuh (CDATA and DOCTYPE too), and this one never ends; end it with --> (XMLERR: Comment not closed.)",
    ],
    ["<a>1</a></b>", "1:9: this closes an element that is not open (XMLERR: Element not opened.)"],
    [
      "<a><b>1</b>",
      "1:1: <a> is never closed; write </a> (XMLERR: End of file and some elements were not closed.)",
    ],
    [
      "<a b>1</a>",
      `1:4: the attribute b has no value; write b="...", without a blank before = (XMLERR: Attribute 'b' has no value.)`,
    ],
    [
      '<a b ="1">1</a>',
      `1:4: the attribute b has no value; write b="...", without a blank before = (XMLERR: Attribute 'b' has no value.)`,
    ],
    [
      "<a b=1>1</a>",
      `1:4: the value of attribute b must be in quotes (XMLERR: Attribute 'b' not followed by a " or '.)`,
    ],
    [
      '<a b=">">1</a>',
      "1:4: the value of attribute b has no closing quote before a >; a value cannot contain > (XMLERR: Attribute 'b' not closed.)",
    ],
    [
      '<a b="1" b="2">1</a>',
      "1:10: the attribute b is given twice; remove one (XMLERR: Attribute 'b' already defined.)",
    ],
    [
      '<a b="1"c="2">1</a>',
      `1:9: after b="1" only a blank, > or /> may follow; Wazuh does not accept <?xml ... ?> (XMLERR: Bad attribute closing for 'b'='1'.)`,
    ],
  ])("%s", (text, message) => {
    expect(refusal(text)).toBe(message);
  });
});
