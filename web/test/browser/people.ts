import assert from "node:assert/strict";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import type { Browser, Locator, Page } from "playwright-core";
import { type Address, erc721Abi, isAddressEqual, type LocalAccount, parseAbi } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { injectWallet, type WalletOptions } from "./injected-wallet.ts";
import { mined, walletOf } from "./orders.ts";
import { type ChainClient, fund, instances, rpcUrl } from "./stack.ts";
import { STEP_MS } from "./steps.ts";

/** The collections' one function that anyone may call on the devnet. */
export const collectionAbi = parseAbi(["function mint(address to, uint256[] ids)"]);

export interface Person {
  account: LocalAccount;
  page: Page;
}

/** A new account with ether, and its page with its wallet. */
export async function person(
  browser: Browser,
  client: ChainClient,
  options?: WalletOptions,
): Promise<Person> {
  const account = privateKeyToAccount(generatePrivateKey());
  await fund(client, account.address);
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  await injectWallet(page, account, rpcUrl, options);
  return { account, page };
}

let lastId = 0n;

/** Ids that no test has used. */
export function freshIds(count: number): bigint[] {
  const now = BigInt(Date.now()) * 100n;
  lastId = now > lastId ? now : lastId;
  return Array.from({ length: count }, () => {
    lastId += 1n;
    return lastId;
  });
}

export interface NewItems {
  vault: Address;
  collection: Address;
  ids: bigint[];
  fromBlock: bigint;
}

/** The first vault, whose collection anyone may mint, with as many new items of `account` as asked for. */
export async function newItems(client: ChainClient, account: LocalAccount, count: number): Promise<NewItems> {
  const [vault] = await instances(client, 4);
  assert.ok(vault, "the registry announced no NFT vault");
  const collection = await client.readContract({
    address: vault,
    abi: nftVaultAbi,
    functionName: "collection",
  });
  const ids = freshIds(count);
  const { blockNumber: fromBlock } = await mined(
    client,
    walletOf(client, account).writeContract({
      ...{ address: collection, abi: collectionAbi, functionName: "mint", args: [account.address, ids] },
    }),
  );
  return { vault, collection, ids, fromBlock };
}

/** Waits until a form says that it is done, in these words among others. */
export function succeeded(place: Page | Locator, text: string): Promise<void> {
  return place.getByTestId("transaction-success").filter({ hasText: text }).waitFor({ timeout: STEP_MS });
}

/** One of the items that a form offers to choose among. */
export function ownItem(form: Page | Locator, id: bigint): Locator {
  return form.getByRole("group", { name: "Your items" }).getByRole("button", { name: `#${id}` });
}

/** Takes what the devnet gives to an account without the form's token. */
export async function mintQuoteToken(form: Page | Locator): Promise<void> {
  await form.getByRole("button", { name: /^Mint 1 000 / }).click({ timeout: STEP_MS });
  await form.getByText("This is a devnet").waitFor({ state: "hidden", timeout: STEP_MS });
}

export async function assertOwner(
  client: ChainClient,
  collection: Address,
  id: bigint,
  expected: Address,
): Promise<void> {
  const owner = await client.readContract({
    ...{ address: collection, abi: erc721Abi, functionName: "ownerOf", args: [id] },
  });
  assert.ok(isAddressEqual(owner, expected), `#${id} is ${owner}’s`);
}
