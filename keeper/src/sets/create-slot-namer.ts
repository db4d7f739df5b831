import type { Deployment } from "@millrace/sdk/deployment";
import { hashKeys } from "@millrace/sdk/hash-keys";
import { accessManagerLayout } from "@millrace/sdk/layouts/accessManagerLayout";
import { executorLayout } from "@millrace/sdk/layouts/executorLayout";
import { gaugeLayout } from "@millrace/sdk/layouts/gaugeLayout";
import { gaugeStrategyLayout } from "@millrace/sdk/layouts/gaugeStrategyLayout";
import { marketLayout } from "@millrace/sdk/layouts/marketLayout";
import { nftVaultLayout } from "@millrace/sdk/layouts/nftVaultLayout";
import { poolLayout } from "@millrace/sdk/layouts/poolLayout";
import { vaultLayout } from "@millrace/sdk/layouts/vaultLayout";
import { nameSlot, type StorageLayout } from "@millrace/sdk/name-slot";
import { type Address, getContractAddress, numberToHex } from "viem";
import type { Hashes } from "../evm/create-hashes.ts";
import { shortAddress } from "../observe/create-job.ts";
import type { Instances } from "../observe/create-observer.ts";

/** Names state as people know it: `Gauge 0x1234…abcd._lanes[3]`. */
export interface SlotNamer {
  /** Takes in what instances there are. */
  see(instances: Instances): void;
  /** The name of what sets call `address` or `address:slot`; as it was where nothing is known of it. */
  nameOf(name: string): string;
}

interface Known {
  readonly label: string;
  readonly layout: StorageLayout;
}

const lanes = 64;
/** Keys of mappings up to it are numbers; above are accounts, hashes, positions. */
const longestNumber = 2n ** 48n;
const beyondAddresses = 2n ** 160n;

/**
 * @param hashes What was hashed in the runs of jobs; keys that are lanes or known accounts are found without.
 */
export function createSlotNamer(deployment: Deployment, hashes: Pick<Hashes, "preimageOf">): SlotNamer {
  const contracts = new Map<bigint, Known>();
  const purses = new Map<bigint, string>();
  const known = new Map<bigint, Map<bigint, readonly [bigint, bigint]>>();
  const add = (kind: string, layout: StorageLayout, addresses: readonly Address[]) => {
    for (const address of addresses) {
      if (contracts.has(BigInt(address))) continue;
      contracts.set(BigInt(address), { label: `${kind} ${shortAddress(address)}`, layout });
      known.clear();
    }
  };
  const addPurses = (addresses: readonly Address[]) => {
    for (const address of addresses) {
      const label = contracts.get(BigInt(address))?.label;
      // An instance creates its purses first thing, each with the next nonce.
      for (let lane = 0; lane < lanes; lane++) {
        const purse = getContractAddress({ from: address, nonce: BigInt(lane + 1) });
        purses.set(BigInt(purse), `purse ${lane} of ${label}`);
      }
    }
  };
  add("Executor", executorLayout, [deployment.executor]);
  add("AccessManager", accessManagerLayout, [deployment.accessManager]);

  const nameKey = (key: bigint): string => {
    if (key < longestNumber) return `${key}`;
    const account = contracts.get(key)?.label ?? purses.get(key);
    if (account !== undefined) return account;
    return shortAddress(numberToHex(key, { size: key < beyondAddresses ? 20 : 32 }));
  };
  /** What was hashed in a contract, also where no run told of it: as far as lanes and known accounts are the keys. */
  const preimageIn = (address: bigint, layout: StorageLayout, hash: bigint) => {
    let found = known.get(address);
    if (found === undefined) {
      found = hashKeys(layout, [
        ...Array.from({ length: lanes }, (_, lane) => BigInt(lane)),
        ...contracts.keys(),
      ]);
      known.set(address, found);
    }
    return hashes.preimageOf(hash) ?? found.get(hash);
  };
  let newInstances: readonly Address[] = [];

  return {
    see({ vaults, strategies, gauges, nftVaults, markets, pools }) {
      const before = contracts.size;
      add("Vault", vaultLayout, vaults);
      add("Strategy", gaugeStrategyLayout, strategies);
      add("Gauge", gaugeLayout, gauges);
      add("NftVault", nftVaultLayout, nftVaults);
      add("Market", marketLayout, markets);
      add("Pool", poolLayout, pools);
      if (contracts.size > before) newInstances = [...vaults, ...gauges, ...nftVaults, ...markets];
    },
    nameOf(name) {
      const [address = "", word] = name.split(":");
      const account = BigInt(address);
      // Thousands of purses are hashed once somebody looks.
      addPurses(newInstances);
      newInstances = [];
      const contract = contracts.get(account);
      const label = contract?.label ?? purses.get(account) ?? address;
      if (word === undefined) return label;
      const slot = BigInt(word);
      if (contract === undefined) {
        const [key, place] = hashes.preimageOf(slot) ?? [];
        return key === undefined
          ? `${label} slot ${word}`
          : `${label} mapping at slot ${place}[${nameKey(key)}]`;
      }
      const { layout } = contract;
      const found =
        nameSlot({ layout, slot, preimageOf: hashes.preimageOf, nameKey }) ??
        nameSlot({ layout, slot, preimageOf: (hash) => preimageIn(account, layout, hash), nameKey });
      return found === undefined ? `${label} slot ${word}` : `${label}.${found}`;
    },
  };
}
