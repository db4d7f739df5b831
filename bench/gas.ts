import type { BenchRow } from "../scripts/bench.ts";
import { withChain } from "./lib/bench-chain.ts";
import { gaugeGas } from "./lib/gauge-gas.ts";
import { nftGas } from "./lib/nft-gas.ts";
import { poolGas } from "./lib/pool-gas.ts";
import { vaultGas } from "./lib/vault-gas.ts";

/**
 * What people pay, side by side in one run: vaults beside OpenZeppelin's ERC-4626, pools beside Uniswap v2, gauges
 * beside accumulator staking, items beside the published figures of their peers.
 */
export function run(): Promise<BenchRow[]> {
  return withChain(async (chain) => [
    ...(await vaultGas(chain)),
    ...(await poolGas(chain)),
    ...(await nftGas(chain)),
    // Last, since it keeps the chain's clock in steps.
    ...(await gaugeGas(chain)),
  ]);
}
