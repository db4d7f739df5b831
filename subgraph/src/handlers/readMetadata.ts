import { type Address, BaseError, erc20Abi, HttpRequestError, type PublicClient, TimeoutError } from "viem";

export type Metadata = { name: string; symbol: string; decimals: number };

/** The longest name or symbol that is kept: anyone can create a pool of a token of their own making. */
const maxLength = 64;

/** Name, symbol and decimals of a token; what it doesn't tell is empty, or zero. */
export async function readMetadata(client: PublicClient, address: Address): Promise<Metadata> {
  const contract = { abi: erc20Abi, address } as const;
  const [name, symbol, decimals] = await Promise.all([
    orElse(client.readContract({ ...contract, functionName: "name" }), ""),
    orElse(client.readContract({ ...contract, functionName: "symbol" }), ""),
    orElse(client.readContract({ ...contract, functionName: "decimals" }), 0),
  ]);
  return { name: cleanText(name), symbol: cleanText(symbol), decimals };
}

async function orElse<T>(read: Promise<T>, fallback: T): Promise<T> {
  try {
    return await read;
  } catch (error) {
    // A node that doesn't answer says nothing about the token.
    if (error instanceof BaseError && error.walk(isTransportError)) throw error;
    return fallback;
  }
}

function isTransportError(error: unknown): boolean {
  return error instanceof HttpRequestError || error instanceof TimeoutError;
}

/** Without control characters, which Postgres would refuse or a page would stumble over. */
function cleanText(text: string): string {
  return text
    .replace(/\p{Cc}/gu, "")
    .toWellFormed()
    .slice(0, maxLength)
    .toWellFormed();
}
