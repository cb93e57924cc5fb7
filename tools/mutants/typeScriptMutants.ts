import ts from "typescript";

import { OPPOSITES, type Mutant } from "./mutant";

const SEVERITIES = ["error", "warning", "note"];

/** A part of an array or an object that is taken out: written behind three dots, so that nothing may stand there. */
type Part = "expression" | "element" | "property";

/** A mutant, and how the place is written that may become it. */
export interface Place {
  readonly mutant: Mutant;
  readonly part: Part;
}

/** The mutants of a node itself, not of what is in it. */
export function placesOf(file: string, source: ts.SourceFile, node: ts.Node): Place[] {
  const text = node.getText(source);
  const place = (to: string, what: string, part: Part = "expression"): Place => ({
    mutant: { file, at: node.getStart(source), end: node.getEnd(), text: to, what },
    part,
  });
  if (isEntry(node))
    return [
      place(
        "",
        `without ${text.slice(0, 60)}`,
        ts.isObjectLiteralElement(node) ? "property" : "element",
      ),
    ];
  if (ts.isBinaryExpression(node)) {
    const sign = node.operatorToken.getText(source);
    const other = OPPOSITES[sign];
    if (other === undefined) return [];
    const [left, right] = [node.left.getText(source), node.right.getText(source)];
    return [place(`(${left}) ${other} (${right})`, `${sign} becomes ${other}`)];
  }
  if (ts.isNumericLiteral(node))
    return [place(`(${text} + 1)`, `${text} plus 1`), place(`(${text} - 1)`, `${text} minus 1`)];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [place("false", "true becomes false")];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [place("true", "false becomes true")];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [place(node.operand.getText(source), "without !")];
  if (ts.isStringLiteral(node) && SEVERITIES.includes(node.text)) {
    const other = SEVERITIES[(SEVERITIES.indexOf(node.text) + 1) % SEVERITIES.length] ?? "";
    return [place(JSON.stringify(other), `"${node.text}" becomes "${other}"`)];
  }
  if (ts.isRegularExpressionLiteral(node))
    return regularExpressions(text).map(([to, what]) => place(to, what));
  if (isCondition(node)) return [place(`!(${text})`, `not (${text.slice(0, 60)})`)];
  return [];
}

/** A number, a text or a condition is its own place; others would change the meaning of what is around them. */
export function isWritable(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isEnumDeclaration(node))
    return false;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return false;
  return !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
}

/** An entry of a list or a table of the module: what registers something. */
function isEntry(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) {
    if (parent.elements.length < 2) return false;
  } else if (!ts.isObjectLiteralExpression(parent) || ts.isMethodDeclaration(node)) return false;
  // A text of documentation registers nothing.
  if (
    ts.isPropertyAssignment(node) &&
    (ts.isStringLiteral(node.initializer) || node.name.getText() === "doc")
  )
    return false;
  for (let one = parent.parent; !ts.isSourceFile(one); one = one.parent)
    if (ts.isFunctionLike(one)) return false;
  return true;
}

function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isExpression(node) || ts.isBinaryExpression(node)) return false;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const sign = parent.operatorToken.kind;
  // The left side is asked for its truth, whatever its type.
  return (
    parent.left === node &&
    (sign === ts.SyntaxKind.AmpersandAmpersandToken || sign === ts.SyntaxKind.BarBarToken)
  );
}

function regularExpressions(text: string): (readonly [string, string])[] {
  const end = text.lastIndexOf("/");
  const [body, flags] = [text.slice(1, end), text.slice(end + 1)];
  const cased = flags.includes("i") ? flags.replace("i", "") : `${flags}i`;
  return [
    ...(/[a-z]/i.test(body.replace(/\\./g, ""))
      ? [[`/${body}/${cased}`, `flags ${flags || "none"} become ${cased || "none"}`] as const]
      : []),
    ...(/^\^./.test(body) ? [[`/${body.slice(1)}/${flags}`, "without ^"] as const] : []),
    ...(/[^\\]\$$/.test(body) ? [[`/${body.slice(0, -1)}/${flags}`, "without $"] as const] : []),
  ];
}
