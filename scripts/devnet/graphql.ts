import { waitFor } from "./wait.ts";

/** Nodes a page when a whole connection is read. */
const PAGE = 200;

/**
 * Asks the GraphQL API.
 *
 * @throws Error with the API's own messages.
 */
export async function query<T>(
  url: string,
  document: string,
  variables: Record<string, unknown> = {},
): Promise<T> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: document, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (errors?.length || !data)
    throw new Error(`GraphQL: ${errors?.map((e) => e.message).join("; ") ?? response.status}`);
  return data;
}

/** All nodes of a root connection, with the given selection. */
export async function queryAll<T>(url: string, connection: string, selection: string): Promise<T[]> {
  const nodes: T[] = [];
  let after: string | null = null;
  do {
    type Page = Record<string, { nodes: T[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>;
    const page: Page = await query<Page>(
      url,
      `query ($after: String) { ${connection}(first: ${PAGE}, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const found = page[connection];
    if (!found) throw new Error(`GraphQL: no ${connection} in the answer`);
    nodes.push(...found.nodes);
    after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}

/** Waits until the API has indexed at least `block`. */
export async function waitForIndexer(url: string, block: bigint, timeoutMs: number): Promise<void> {
  await waitFor(
    `block ${block} in the indexer`,
    async () => {
      const { meta } = await query<{ meta: { blockNumber: string } }>(url, "{ meta { blockNumber } }");
      return BigInt(meta.blockNumber) >= block ? true : undefined;
    },
    timeoutMs,
  );
}
