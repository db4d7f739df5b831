import { type Chain, defineChain } from "viem";
import {
  bob,
  bobSepolia,
  citrea,
  citreaTestnet,
  foundry,
  megaeth,
  megaethTestnet,
  monad,
  monadTestnet,
  rise,
  riseTestnet,
  rootstock,
  rootstockTestnet,
  sei,
  seiTestnet,
} from "viem/chains";

/** The local devnet: anvil with an OP-stack chain's rules, one block a second. */
export const devnet = defineChain({
  ...foundry,
  name: "Millrace devnet",
  blockTime: 1_000,
});

/** The chains that the protocol is deployed to, each with a block time in milliseconds that viem's polling follows. */
const knownChains: readonly Chain[] = [
  devnet,
  megaeth,
  megaethTestnet,
  { ...rise, blockTime: 1_000 },
  { ...riseTestnet, blockTime: 1_000 },
  monad,
  monadTestnet,
  { ...sei, blockTime: 400 },
  { ...seiTestnet, blockTime: 400 },
  { ...citrea, blockTime: 2_000 },
  { ...citreaTestnet, blockTime: 2_000 },
  bob,
  bobSepolia,
  { ...rootstock, blockTime: 25_000 },
  { ...rootstockTestnet, blockTime: 25_000 },
];

/**
 * The chain of an id among those the protocol knows, with a block time that viem's polling follows.
 *
 * @throws Error where the id is of no such chain.
 */
export function chainOf(id: number): Chain {
  const chain = knownChains.find((known) => known.id === id);
  if (!chain)
    throw new Error(`chain ${id} is not one that Millrace knows: ${knownChains.map((c) => c.id).join(", ")}`);
  return chain;
}
