import { createHash } from "node:crypto";
import { type AstNode, child, children, rangeOf, walk } from "./solidity-ast.ts";

/** A statement, or one of the two ways that a condition can go. */
export interface CoveragePoint {
  /** The same as long as its function says the same there. */
  id: string;
  kind: "line" | "branch";
  line: number;
  what: string;
  start: number;
  end: number;
  /** For branches: whether this is the way of a condition that holds, that doesn't, or a clause of a `try`. */
  way?: "holds" | "fails" | "clause";
}

const STATEMENTS = new Set([
  ...["ExpressionStatement", "VariableDeclarationStatement", "Return", "EmitStatement", "RevertStatement"],
  ...["IfStatement", "ForStatement", "WhileStatement", "DoWhileStatement", "TryStatement", "InlineAssembly"],
  ...["Break", "Continue"],
]);

/** What can be reached in a source: its statements, the ways of its conditions, the clauses of its `try`s. */
export function findCoveragePoints(text: string, ast: AstNode): CoveragePoint[] {
  const points: CoveragePoint[] = [];
  const seen = new Map<string, number>();
  for (const contract of children(ast, "nodes")) {
    const members = contract.nodeType === "FunctionDefinition" ? [contract] : children(contract, "nodes");
    for (const member of members) {
      const body = child(member, "body");
      if (body === undefined) continue;
      const name = `${contract.name}.${member.name || member.kind}`;
      const add = (node: AstNode, kind: CoveragePoint["kind"], way?: CoveragePoint["way"]) => {
        const { start, end } = rangeOf(node);
        const code = text.slice(start, end).replace(/\s+/g, " ");
        const what = way === "clause" ? "a failing try" : `${code.slice(0, 80)}${way ? ` ${way}` : ""}`;
        const key = `${name} ${code} ${kind} ${way}`;
        const repeat = seen.get(key) ?? 0;
        seen.set(key, repeat + 1);
        const id = `${name}:${createHash("sha256").update(`${key} ${repeat}`).digest("hex").slice(0, 6)}`;
        const line = text.slice(0, start).split("\n").length;
        points.push({ id, kind, line, what, start, end, ...(way ? { way } : {}) });
      };
      for (const [node, parents] of walk(body)) {
        const parent = parents.at(-1);
        const isHead =
          parent?.nodeType === "ForStatement" &&
          (parent.initializationExpression === node || parent.loopExpression === node);
        if (STATEMENTS.has(node.nodeType) && !isHead) add(node, "line");
        const condition = conditionOf(node);
        if (condition) for (const way of ["holds", "fails"] as const) add(condition, "branch", way);
        if (node.nodeType === "TryCatchClause") {
          const block = child(node, "block");
          if (block) add(block, "branch", "clause");
        }
      }
    }
  }
  return points;
}

function conditionOf(node: AstNode): AstNode | undefined {
  if (node.nodeType === "FunctionCall") {
    const called = child(node, "expression");
    return called?.name === "require" ? children(node, "arguments")[0] : undefined;
  }
  const branches = ["IfStatement", "Conditional", "ForStatement", "WhileStatement", "DoWhileStatement"];
  return branches.includes(node.nodeType) ? child(node, "condition") : undefined;
}
