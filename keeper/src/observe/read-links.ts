import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, parseAbi, BaseError as ViemError } from "viem";
import type { Chain } from "../chain.ts";
import { isNodeFailure } from "../is-node-failure.ts";
import type { Instances } from "./create-observer.ts";

/** Which instance's settlement feeds which other. */
export interface Links {
  /** The gauge of a strategy that stakes, and of an NFT vault that has one. */
  readonly gaugeOf: ReadonlyMap<Address, Address>;
  /** The vaults that a strategy is listed by. */
  readonly vaultsOf: ReadonlyMap<Address, readonly Address[]>;
}

const strategyGaugeAbi = parseAbi(["function gauge() view returns (address)"]);

/** Reads how the instances hang together, on the pending state. */
export async function readLinks({ client }: Chain, instances: Instances): Promise<Links> {
  const gaugeOf = new Map<Address, Address>();
  const vaultsOf = new Map<Address, Address[]>();
  const readGauge = async (address: Address, abi: typeof strategyGaugeAbi | typeof nftVaultAbi) => {
    try {
      const gauge = await client.readContract({
        ...{ address, abi: abi as typeof strategyGaugeAbi, functionName: "gauge", blockTag: "pending" },
      });
      gaugeOf.set(address, gauge);
    } catch (error) {
      // A strategy need not stake in a gauge: any ERC-4626 will do.
      if (!(error instanceof ViemError) || isNodeFailure(error)) throw error;
    }
  };
  await Promise.all([
    ...instances.strategies.map((strategy) => readGauge(strategy, strategyGaugeAbi)),
    ...instances.nftVaults.map((nftVault) => readGauge(nftVault, nftVaultAbi)),
    ...instances.vaults.map(async (address) => {
      const listed = await client.readContract({
        ...{ address, abi: vaultAbi, functionName: "strategies", blockTag: "pending" },
      });
      for (const strategy of listed) vaultsOf.set(strategy, [...(vaultsOf.get(strategy) ?? []), address]);
    }),
  ]);
  return { gaugeOf, vaultsOf };
}
