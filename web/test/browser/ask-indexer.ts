import assert from "node:assert/strict";

/** What the stack's indexer answers. */
export async function askIndexer<Answer>(query: string, variables: Record<string, string>): Promise<Answer> {
  const response = await fetch(process.env.MILLRACE_GRAPHQL_URL ?? "", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Answer; errors?: { message: string }[] };
  assert.equal(errors, undefined, errors?.map(({ message }) => message).join("; "));
  return data;
}
