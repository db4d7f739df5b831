/** More questions than these are not asked for one set of logs: a page has to be made. */
const MOST_QUESTIONS = 200;

/**
 * Asks for logs of a range of blocks, and where that is refused, for those of its halves, oldest first: providers bound
 * how many blocks or logs one answer may span.
 *
 * @param isRefusal Whether an error is the node's answer, rather than a node that does not answer.
 * @throws The refusal of a single block, or the last one where the halves are too many.
 */
export async function logsInRanges<Entry>(
  ask: (fromBlock: bigint, toBlock: bigint) => Promise<readonly Entry[]>,
  isRefusal: (error: unknown) => boolean,
  fromBlock: bigint,
  toBlock: bigint,
): Promise<Entry[]> {
  let questions = 0;
  async function read(from: bigint, to: bigint): Promise<Entry[]> {
    questions += 1;
    try {
      return [...(await ask(from, to))];
    } catch (error) {
      if (from >= to || questions >= MOST_QUESTIONS || !isRefusal(error)) throw error;
      const middle = (from + to) / 2n;
      return [...(await read(from, middle)), ...(await read(middle + 1n, to))];
    }
  }
  return read(fromBlock, toBlock);
}
