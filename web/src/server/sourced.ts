import { IndexerError } from "#server/indexer";

/** What a page shows and where it is from; `problem` says what is down, in words for people. */
export type Sourced<T> =
  | { source: "indexer"; data: T; problem?: undefined }
  | { source: "chain"; data: T; problem: string }
  | { source: "none"; data?: undefined; problem: string };

/** The indexer's answer, or where it is down what the chain alone can tell, or the reason why there is neither. */
export async function fromIndexerOrChain<T>(
  indexer: () => Promise<T>,
  chain?: () => Promise<T>,
): Promise<Sourced<T>> {
  try {
    return { source: "indexer", data: await indexer() };
  } catch (error) {
    if (!(error instanceof IndexerError)) throw error;
    // The page tells people; the details are for who runs the server.
    console.warn(error.message, error.cause ?? "");
    const problem = "The indexer does not answer";
    if (!chain) return { source: "none", problem };
    try {
      return { source: "chain", data: await chain(), problem };
    } catch (chainError) {
      console.warn(chainError instanceof Error ? chainError.message : chainError);
      return { source: "none", problem: "Neither the indexer nor the chain's node answers" };
    }
  }
}
