/**
 * The part of an answer on which honest nodes agree, whatever their software: they add fields of their own to blocks and
 * receipts, and word the rest differently.
 */
export function normalise(method: string, result: unknown): unknown {
  if (result === null || typeof result !== "object") return result;
  switch (method) {
    case "eth_getBlockByNumber":
    case "eth_getBlockByHash":
      return pick(result, ["hash"]);
    case "eth_getTransactionReceipt":
      return pick(result, ["transactionHash", "blockHash", "status", "gasUsed"]);
    case "eth_getLogs":
      return (result as readonly object[]).map((log) =>
        pick(log, ["blockHash", "logIndex", "address", "topics", "data"]),
      );
    default:
      return result;
  }
}

function pick(result: object, names: readonly string[]): unknown[] {
  return names.map((name) => (result as Record<string, unknown>)[name]);
}
