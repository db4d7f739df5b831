import { type Address, erc20Abi } from "viem";
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
