import { existsSync } from "node:fs";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { devnet } from "@millrace/sdk/chains";
import { readDeployment } from "@millrace/sdk/deployment";
import { type Browser, chromium } from "playwright-core";
import { type Address, createTestClient, erc20Abi, getAbiItem, http, parseEther, publicActions } from "viem";

const { MILLRACE_WEB_URL, MILLRACE_RPC_URL, MILLRACE_DEPLOYMENT, CHROMIUM_PATH } = process.env;

/** Why the browser tests can't run here; undefined where they can. */
export const skipReason =
  MILLRACE_WEB_URL && MILLRACE_RPC_URL && MILLRACE_DEPLOYMENT
    ? undefined
    : "no stack is running: MILLRACE_WEB_URL, MILLRACE_RPC_URL and MILLRACE_DEPLOYMENT are not set; npm test sets them";

export const webUrl = MILLRACE_WEB_URL ?? "";
export const rpcUrl = MILLRACE_RPC_URL ?? "";

/** A client of the stack's chain that can also give ether. */
export function chain() {
  return createTestClient({
    mode: "anvil",
    chain: devnet,
    transport: http(rpcUrl),
    pollingInterval: 200,
  }).extend(publicActions);
}

export type ChainClient = ReturnType<typeof chain>;

/** Starts Chromium, found by CHROMIUM_PATH or where Debian puts it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}; set CHROMIUM_PATH`);
  return chromium.launch({
    executablePath,
    args: [
      ...[
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
      ],
      ...["--disable-component-update", "--disable-sync"],
    ],
  });
}

/** Gives `address` ether for gas. */
export async function fund(client: ChainClient, address: Address): Promise<void> {
  await client.setBalance({ address, value: parseEther("10") });
}

export interface TestVault {
  address: Address;
  asset: Address;
  symbol: string;
  decimals: number;
}

/** The instances of a kind that the registry announced: 1 for vaults, 4 for NFT vaults. */
export async function instances(client: ChainClient, kind: number): Promise<Address[]> {
  const { registry, startBlock } = readDeployment(MILLRACE_DEPLOYMENT ?? "");
  const logs = await client.getLogs({
    address: registry,
    event: getAbiItem({ abi: registryAbi, name: "Register" }),
    args: { kind },
    fromBlock: BigInt(startBlock),
    strict: true,
  });
  return logs.map(({ args }) => args.instance);
}

/** The first vault whose asset has the given symbol. */
export async function vaultOf(client: ChainClient, assetSymbol: string): Promise<TestVault> {
  for (const address of await instances(client, 1)) {
    const asset = await client.readContract({ address, abi: vaultAbi, functionName: "asset" });
    const symbol = await client.readContract({ address: asset, abi: erc20Abi, functionName: "symbol" });
    if (symbol !== assetSymbol) continue;
    const decimals = await client.readContract({ address: asset, abi: erc20Abi, functionName: "decimals" });
    return { address, asset, symbol, decimals };
  }
  throw new Error(`the registry announced no vault of ${assetSymbol}`);
}
