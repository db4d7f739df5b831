import { devnet } from "@millrace/sdk/chains";
import {
  bytesToHex,
  createTestClient,
  type Hex,
  http,
  keccak256,
  type LocalAccount,
  publicActions,
  stringToHex,
  walletActions,
} from "viem";
import { mnemonicToAccount, privateKeyToAccount } from "viem/accounts";
import type { Processes } from "./processes.ts";
import { waitFor } from "./wait.ts";

/** The well-known development mnemonic: its keys are public, and worth nothing anywhere but here. */
export const MNEMONIC = "test test test test test test test test test test test junk";

/** Which development account is whose; account 0 deploys, and has no power afterwards. */
export const FOUNDER_ACCOUNT = 1;
export const CURATOR_ACCOUNT = 2;
export const GUARDIAN_ACCOUNT = 3;
/** Its key owns the keeper's senders. */
export const KEEPER_ACCOUNT = 4;
export const ADMIN_ACCOUNT = 5;
export const LISTER_ACCOUNT = 6;
/** Offered for a person's wallet: it has tokens and nothing to lose. */
export const VISITOR_ACCOUNT = 9;

/** Roomy like a parallel chain's block, in gas. */
const BLOCK_GAS_LIMIT = 1_000_000_000;

/** A client that reads, signs and moves the devnet's clock. */
export function createDevnetClient(rpcUrl: string) {
  return createTestClient({
    chain: devnet,
    mode: "anvil",
    transport: http(rpcUrl, { batch: { batchSize: 200, wait: 2 }, timeout: 120_000 }),
    pollingInterval: 50,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions);
}

export type DevnetClient = ReturnType<typeof createDevnetClient>;

/** Boots the devnet and waits until it answers. Its state is kept in `stateFile` across runs. */
export async function startChain(
  processes: Processes,
  options: { port: number; stateFile: string; cacheDir: string },
): Promise<DevnetClient> {
  processes.start("chain", "anvil", [
    ...["--optimism", "--chain-id", String(devnet.id), "--port", String(options.port), "--silent"],
    ...[
      "--gas-limit",
      String(BLOCK_GAS_LIMIT),
      "--base-fee",
      "1000000",
      "--accounts",
      "10",
      "--balance",
      "1000000",
    ],
    ...[
      "--mnemonic",
      MNEMONIC,
      "--state",
      options.stateFile,
      "--cache-path",
      options.cacheDir,
      "--order",
      "fifo",
    ],
  ]);
  const client = createDevnetClient(`http://127.0.0.1:${options.port}`);
  await waitFor(
    "the chain",
    async () => ((await client.getChainId()) === devnet.id ? true : undefined),
    60_000,
  );
  return client;
}

/** Account `index` of the development mnemonic. */
export function devAccount(index: number) {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index });
}

/** The key of a made-up person of the devnet, the same in every run. */
export function personKey(role: string, index: number): Hex {
  return keccak256(stringToHex(`millrace devnet ${role} ${index}`));
}

/** A made-up person of the devnet. */
export function person(role: string, index: number): LocalAccount {
  return privateKeyToAccount(personKey(role, index));
}

/** The private key of account `index` of the development mnemonic. */
export function devPrivateKey(index: number): Hex {
  const key = devAccount(index).getHdKey().privateKey;
  if (!key) throw new Error("the development mnemonic has no private keys");
  return bytesToHex(key);
}
