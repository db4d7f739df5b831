import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import type { Deployment } from "@millrace/sdk/deployment";
import { type Abi, type Address, type ContractEventName, encodeEventTopics, type Hex } from "viem";
import type { Announcement } from "../chain/discoverLogs.ts";
import type { RawLog } from "../chain/fetchLogs.ts";
import { registeredKinds } from "./registry.ts";

const registerTopic = selector(registryAbi, "Register");
const createPoolTopic = selector(poolFactoryAbi, "CreatePool");
const setStrategyTopic = selector(vaultAbi, "SetStrategy");

/** The function that says which instances a log announces; it needs no more than the log's topics. */
export function createDiscover({ registry, poolFactory }: Deployment) {
  const registryId = registry.toLowerCase();
  const poolFactoryId = poolFactory.toLowerCase();

  return ({ address, topics }: RawLog): Announcement[] => {
    const [topic, first, second, third] = topics;
    if (address === registryId && topic === registerTopic && first && second) {
      const kind = registeredKinds[Number(first)];
      return kind ? [{ address: toAddress(second), kind }] : [];
    }
    if (address === poolFactoryId && topic === createPoolTopic && third) {
      return [{ address: toAddress(third), kind: "pool" }];
    }
    // Any ERC-4626 may be a vault's strategy, whether it is registered or not.
    if (topic === setStrategyTopic && first) return [{ address: toAddress(first), kind: "strategy" }];
    return [];
  };
}

function toAddress(topic: Hex): Address {
  return `0x${topic.slice(-40)}`;
}

function selector<const abi extends Abi>(abi: abi, eventName: ContractEventName<abi>): Hex {
  const [topic] = encodeEventTopics({ abi: abi as Abi, eventName: eventName as string });
  return topic as Hex;
}
