import { z } from "zod";
import { env } from "#server/env";

/** How long a page waits for the indexer before it does without, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** Thrown where the indexer can't be reached or doesn't answer the question. */
export class IndexerError extends Error {
  override name = "IndexerError";
}

const answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/**
 * Asks the indexer, and checks the shape of what it says. A question it fails to answer is asked once more.
 *
 * @throws IndexerError with the reason.
 */
export async function queryIndexer<Schema extends z.ZodType>(
  query: string,
  schema: Schema,
  variables: Record<string, unknown> = {},
): Promise<z.infer<Schema>> {
  const first = await ask(query, variables);
  const { data, errors } = first.errors?.length ? await ask(query, variables) : first;
  if (errors?.length) {
    throw new IndexerError(`The indexer refused: ${errors.map((error) => error.message).join("; ")}`);
  }
  const result = schema.safeParse(data);
  if (!result.success) {
    throw new IndexerError(`The indexer's answer is malformed: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}

async function ask(query: string, variables: Record<string, unknown>): Promise<z.infer<typeof answer>> {
  try {
    const response = await fetch(env().graphqlUrl, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query, variables }),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.parse(await response.json());
  } catch (cause) {
    throw new IndexerError("The indexer does not answer", { cause });
  }
}
