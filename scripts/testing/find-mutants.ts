import { createHash } from "node:crypto";
import { type AstNode, child, children, rangeOf, typeOf, walk } from "./solidity-ast.ts";

/** One small mistake that a programmer could have made. */
export interface Mutant {
  /** The same as long as its function says the same there. */
  id: string;
  line: number;
  /** The text that changes, and what it becomes. */
  before: string;
  after: string;
  /** What is replaced, in bytes: an expression, a statement, or a function's modifier. */
  kind: "expression" | "statement" | "modifier";
  start: number;
  end: number;
  /** What stands for `start` to `end` in the mutant. */
  text: string;
  /** For modifiers: what calls the function. */
  selector?: string;
}

const SWAPS: Record<string, string[]> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "**": ["*"],
  "<<": [">>"],
  ">>": ["<<"],
  "&": ["|"],
  "|": ["&"],
  "^": ["&"],
  "<": ["<=", ">="],
  ">": [">=", "<="],
  "<=": ["<", ">"],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
  "&&": ["||"],
  "||": ["&&"],
  "+=": ["-=", "="],
  "-=": ["+=", "="],
  "*=": ["/="],
  "/=": ["*="],
  "|=": ["&="],
  "&=": ["|="],
};
const YUL_SWAPS: Record<string, string> = {
  add: "sub",
  sub: "add",
  mul: "div",
  div: "mul",
  shl: "shr",
  shr: "shl",
  and: "or",
  or: "and",
  lt: "gt",
  gt: "lt",
  eq: "lt",
  mod: "div",
};
/** The modifiers of libraries that are taken away, one function at a time. */
export const LIBRARY_MODIFIERS = ["restricted", "nonReentrant"];

/** Every mutant of the functions and modifiers of a source. `text` has one character a byte, as the tree counts. */
export function findMutants(text: string, ast: AstNode): Mutant[] {
  const mutants: Mutant[] = [];
  const seen = new Map<string, number>();
  const functions = new Set(
    [...walk(ast)].flatMap(([node]) =>
      typeof node.memberName === "string"
        ? [node.memberName]
        : typeof node.name === "string"
          ? [node.name]
          : [],
    ),
  );

  for (const contract of children(ast, "nodes")) {
    const holder = typeof contract.name === "string" ? contract.name : "";
    const members = contract.nodeType === "FunctionDefinition" ? [contract] : children(contract, "nodes");
    for (const member of members) {
      const body = child(member, "body");
      if (body === undefined) continue;
      const name = String(member.name || member.kind);
      const add = (
        kind: Mutant["kind"],
        at: AstNode,
        after: string,
        changed: [AstNode, string] = [at, after],
        selector?: string,
      ) => {
        const { start, end: last } = rangeOf(at);
        // The tree leaves the semicolon to nobody.
        const end =
          kind === "statement" && at.nodeType !== "InlineAssembly" ? text.indexOf(";", last) + 1 : last;
        const from = rangeOf(changed[0]);
        const before = text.slice(from.start, from.end);
        const key = `${holder}.${name} ${before} ${changed[1]}`;
        const repeat = seen.get(key) ?? 0;
        seen.set(key, repeat + 1);
        const hash = createHash("sha256").update(`${key} ${repeat}`).digest("hex").slice(0, 6);
        const mutant: Mutant = {
          ...{ id: `${holder}.${name}:${hash}`, line: text.slice(0, from.start).split("\n").length },
          ...{ before, after: changed[1], kind, start, end, text: after },
        };
        mutants.push(selector === undefined ? mutant : { ...mutant, selector });
      };
      const cut = (node: AstNode) => {
        const { start, end } = rangeOf(node);
        return text.slice(start, end);
      };
      for (const modifier of children(member, "modifiers")) {
        const called = String(child(modifier, "modifierName")?.name);
        if (LIBRARY_MODIFIERS.includes(called) && typeof member.functionSelector === "string")
          add("modifier", modifier, called, [modifier, ""], member.functionSelector);
      }
      for (const [node, parents] of walk(body)) {
        for (const [kind, at, after, changed] of mutate(node, parents, cut, functions))
          add(kind, at, after, changed);
      }
    }
  }
  return mutants;
}

type Change = [kind: "expression" | "statement", at: AstNode, text: string, changed?: [AstNode, string]];

function* mutate(
  node: AstNode,
  parents: AstNode[],
  cut: (node: AstNode) => string,
  functions: Set<string>,
): Generator<Change> {
  const parent = parents.at(-1);
  if (parents.some(({ nodeType }) => nodeType === "InlineAssembly")) return;
  // A step taken away makes an endless loop, which says nothing about the tests.
  const isStep = parent?.nodeType === "ForStatement" && parent.loopExpression === node;
  switch (node.nodeType) {
    case "BinaryOperation": {
      const [left, right] = [child(node, "leftExpression"), child(node, "rightExpression")];
      if (!left || !right || isRational(node)) return;
      const [a, b] = [cut(left), cut(right)];
      for (const operator of SWAPS[String(node.operator)] ?? [])
        yield ["expression", node, `${a} ${operator} ${b}`];
      if (node.operator === "/" && typeOf(node) === "uint256")
        yield ["expression", node, `__ceilDiv(${a}, ${b})`, [node, `ceil(${a} / ${b})`]];
      return;
    }
    case "UnaryOperation": {
      const operand = child(node, "subExpression");
      if (operand && ["!", "-", "~"].includes(String(node.operator)) && !isRational(node))
        yield ["expression", node, cut(operand)];
      return;
    }
    case "Conditional":
    case "IfStatement": {
      const condition = child(node, "condition") as AstNode;
      yield ["expression", condition, "true"];
      yield ["expression", condition, "false"];
      return;
    }
    case "WhileStatement":
    case "ForStatement": {
      const condition = child(node, "condition");
      if (condition) yield ["expression", condition, "false"];
      return;
    }
    case "Literal":
      yield* mutateLiteral(node, parents, cut);
      return;
    case "Identifier": {
      const constant = /^[A-Z][A-Z0-9_]+$/.test(String(node.name)) && /^u?int\d*$/.test(typeOf(node));
      if (constant) yield ["expression", node, `${cut(node)} + 1`];
      return;
    }
    case "MemberAccess": {
      const text = cut(node);
      if (text === "Math.Rounding.Floor") yield ["expression", node, "Math.Rounding.Ceil"];
      if (text === "Math.Rounding.Ceil") yield ["expression", node, "Math.Rounding.Floor"];
      return;
    }
    case "FunctionCall": {
      const called = child(node, "expression");
      const args = children(node, "arguments");
      if (!called) return;
      const name = cut(called);
      const [first] = args;
      if (name === "require" && first) yield ["expression", first, "true"];
      const other = /(Down|Up)$/.test(name)
        ? name.replace(/(Down|Up)$/, (end) => (end === "Up" ? "Down" : "Up"))
        : undefined;
      if (other && functions.has(other.split(".").at(-1) ?? ""))
        yield ["expression", node, other + cut(node).slice(name.length)];
      if (name === "Math.min" || name === "Math.max")
        yield [
          "expression",
          node,
          (name === "Math.min" ? "Math.max" : "Math.min") + cut(node).slice(name.length),
        ];
      if (name === "Math.mulDiv" && args.length === 3)
        yield ["expression", node, `${cut(node).slice(0, -1)}, Math.Rounding.Ceil)`];
      return;
    }
    case "ExpressionStatement": {
      const expression = child(node, "expression");
      if (!expression || isStep) return;
      const called = child(expression, "expression");
      if (called && cut(called) === "require") return;
      yield ["statement", node, ""];
      if (expression.nodeType === "Assignment") {
        const [left, right] = [child(expression, "leftHandSide"), child(expression, "rightHandSide")];
        if (!left || !right) return;
        for (const operator of SWAPS[String(expression.operator)] ?? [])
          yield [
            "statement",
            node,
            `${cut(left)} ${operator} ${cut(right)};`,
            [expression, `${cut(left)} ${operator} ${cut(right)}`],
          ];
      }
      return;
    }
    case "EmitStatement":
    case "RevertStatement":
      yield ["statement", node, ""];
      return;
    case "InlineAssembly":
      yield* mutateAssembly(node, cut);
      return;
  }
}

function* mutateLiteral(
  node: AstNode,
  parents: AstNode[],
  cut: (node: AstNode) => string,
): Generator<Change> {
  const parent = parents.at(-1);
  if (node.kind === "bool") yield ["expression", node, node.value === "true" ? "false" : "true"];
  if (node.kind !== "number" || (parent && isRational(parent))) return;
  const operands =
    parent?.nodeType === "BinaryOperation"
      ? (parent.commonType as { typeString?: string }).typeString
      : undefined;
  const assigned =
    parent?.nodeType === "Assignment" ? typeOf(child(parent, "leftHandSide") as AstNode) : undefined;
  const type = operands ?? assigned;
  const value = cut(node);
  yield [
    "expression",
    node,
    type && /^u?int\d*$/.test(type) ? `${type}(${value} + 1)` : `${value} + 1`,
    [node, `${value} + 1`],
  ];
}

function* mutateAssembly(block: AstNode, cut: (node: AstNode) => string): Generator<Change> {
  const whole = cut(block);
  const { start } = rangeOf(block);
  const replace = (node: AstNode, text: string): Change => {
    const range = rangeOf(node);
    return [
      "statement",
      block,
      whole.slice(0, range.start - start) + text + whole.slice(range.end - start),
      [node, text],
    ];
  };
  for (const [node, parents] of walk(child(block, "AST") as AstNode)) {
    const name = String(child(node, "functionName")?.name);
    const args = children(node, "arguments");
    if (node.nodeType === "YulFunctionCall") {
      const other = YUL_SWAPS[name];
      if (other) yield replace(node, other + cut(node).slice(name.length));
      if (name === "iszero" && args[0]) yield replace(node, cut(args[0]));
      continue;
    }
    if (node.nodeType === "YulLiteral" && node.kind === "number") yield replace(node, `add(${cut(node)}, 1)`);
    const isStep = parents.at(-2)?.nodeType === "YulForLoop";
    if (node.nodeType === "YulExpressionStatement" || (node.nodeType === "YulAssignment" && !isStep))
      yield replace(node, "");
  }
}

/** Constant arithmetic has a type of its own, which no choice at run time can have. */
function isRational(node: AstNode): boolean {
  return (
    (node.nodeType !== "Assignment" && typeOf(node).startsWith("int_const")) ||
    typeOf(node).startsWith("rational_const")
  );
}
