import { type Address, BaseError, erc20Abi, HttpRequestError, TimeoutError } from "viem";
import type { Token } from "#lib/scalars";
import type { chainClient } from "#server/chain-client";

/** A token as the chain has it. */
export async function tokenFromChain(
  client: ReturnType<typeof chainClient>,
  address: Address,
): Promise<Token> {
  const token = { address, abi: erc20Abi } as const;
  const [name, symbol, decimals] = await Promise.all([
    client.readContract({ ...token, functionName: "name" }),
    client.readContract({ ...token, functionName: "symbol" }),
    client.readContract({ ...token, functionName: "decimals" }),
  ]);
  return { address, name, symbol, decimals };
}

/** Tokens by address; left out are addresses that are of no token. */
export async function tokensFromChain(
  client: ReturnType<typeof chainClient>,
  addresses: readonly Address[],
): Promise<Map<Address, Token>> {
  const read = [...new Set(addresses)].map((address) =>
    tokenFromChain(client, address).catch((error: unknown) => {
      if (nodeIsDown(error)) throw error;
      return undefined;
    }),
  );
  const tokens = (await Promise.all(read)).filter((token) => token !== undefined);
  return new Map(tokens.map((token) => [token.address, token]));
}

function nodeIsDown(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof HttpRequestError || cause instanceof TimeoutError) !== null
  );
}
