/** A node of solc's syntax tree, of which what is read is checked where it is read. */
export interface AstNode {
  nodeType: string;
  src: string;
  [field: string]: unknown;
}

/** Where a node begins and ends, in bytes of its source. */
export interface Range {
  start: number;
  end: number;
}

export function isNode(value: unknown): value is AstNode {
  return typeof value === "object" && value !== null && "nodeType" in value && "src" in value;
}

export function rangeOf(node: AstNode): Range {
  const [start = 0, length = 0] = node.src.split(":").map(Number);
  return { start, end: start + length };
}

/** The child of a node in one of its fields. */
export function child(node: AstNode, field: string): AstNode | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The children of a node in one of its list fields. */
export function children(node: AstNode, field: string): AstNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** All nodes below and including one, parents first, each with its ancestors, the nearest last. */
export function* walk(node: AstNode, parents: readonly AstNode[] = []): Generator<[AstNode, AstNode[]]> {
  yield [node, [...parents]];
  const below = [...parents, node];
  for (const value of Object.values(node)) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (isNode(entry)) yield* walk(entry, below);
    }
  }
}

/** What solc says of the type of an expression, as in Solidity. */
export function typeOf(node: AstNode): string {
  return (node.typeDescriptions as { typeString?: string } | undefined)?.typeString ?? "";
}
