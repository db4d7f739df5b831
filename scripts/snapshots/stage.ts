import { type Address, getAddress, type LocalAccount, parseEther } from "viem";
import type { BenchChain } from "../../bench/lib/bench-chain.ts";
import { type DevnetClient, devAccount, person } from "../devnet/chain.ts";
import { type Call, createWaves, type Waves } from "../devnet/wave.ts";

/** A contract or an account by which slots are named. */
export interface Known {
  label: string;
  /** Path of the source and name of the contract; none for accounts. */
  contract?: string;
}

/** One instance with two users in different lanes, and every call that each can make from the same state. */
export interface Scene {
  users: readonly [LocalAccount, LocalAccount];
  entries: (user: LocalAccount) => Record<string, Call>;
  /** Slots, by their names, that the economics leave no choice but to share. None where unset. */
  allowed?: RegExp;
}

/** Where a scene is set: a chain that begins anew, whose contracts have the same addresses in every run. */
export interface Stage {
  client: DevnetClient;
  waves: Waves;
  admin: LocalAccount;
  known: Map<Address, Known>;
  /** Deploys a contract by the path of its source without `.sol`; slots are named by `label`. */
  deploy(source: string, args: readonly unknown[], label: string): Promise<Address>;
  know(address: Address, known: Known): void;
  /** Mines a block so much later than the last. */
  wait(seconds: bigint): Promise<void>;
  /** Two accounts in different lanes of an instance, with a friend each, all with money for gas. */
  users(instance: Address, lanes: bigint): Promise<readonly [LocalAccount, LocalAccount]>;
  /** An account that belongs to a user alone. */
  friendOf(user: LocalAccount): LocalAccount;
}

export function createStage({ client, deploy }: BenchChain): Stage {
  const admin = devAccount(0);
  const known = new Map<Address, Known>([[admin.address, { label: "admin" }]]);
  const friends = new Map<Address, LocalAccount>();
  const know = (address: Address, what: Known) => void known.set(getAddress(address), what);
  return {
    ...{ client, waves: createWaves(client, true), admin, known, know },
    async deploy(source, args, label) {
      await client.setAutomine(true);
      const { address } = await deploy(source, args);
      await client.setAutomine(false);
      know(address, { label, contract: `${source}.sol:${source.split("/").at(-1)}` });
      return getAddress(address);
    },
    async wait(seconds) {
      const { timestamp } = await client.getBlock();
      await client.setNextBlockTimestamp({ timestamp: timestamp + seconds });
      await client.mine({ blocks: 1 });
    },
    async users(instance, lanes) {
      const laneOf = ({ address }: LocalAccount) => (BigInt(address) ^ BigInt(instance)) & (lanes - 1n);
      const first = person("snapshot user", 0);
      let index = 1;
      while (laneOf(person("snapshot user", index)) === laneOf(first)) index++;
      const both = [first, person("snapshot user", index)] as const;
      for (const [at, user] of both.entries()) {
        const friend = person("snapshot friend", at);
        friends.set(user.address, friend);
        know(user.address, { label: `user ${at + 1}` });
        know(friend.address, { label: `friend ${at + 1}` });
        for (const { address } of [user, friend])
          await client.setBalance({ address, value: parseEther("10") });
      }
      return both;
    },
    friendOf(user) {
      const friend = friends.get(user.address);
      if (!friend) throw new Error(`${user.address} has no friend`);
      return friend;
    },
  };
}
