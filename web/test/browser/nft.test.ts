import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { erc4907Abi } from "@millrace/sdk/abis/erc4907Abi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import type { Browser } from "playwright-core";
import {
  type Address,
  createWalletClient,
  erc721Abi,
  getAbiItem,
  http,
  isAddressEqual,
  parseAbi,
} from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { injectWallet } from "./injected-wallet.ts";
import {
  type ChainClient,
  chain,
  fund,
  instances,
  launchBrowser,
  rpcUrl,
  skipReason,
  webUrl,
} from "./stack.ts";
import { connect, eventually, STEP_MS } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

/** The first NFT vault whose items can be rented. */
async function rentableVault(client: ChainClient): Promise<Address> {
  for (const address of await instances(client, 4)) {
    if (await client.readContract({ address, abi: nftVaultAbi, functionName: "rentable" })) return address;
  }
  throw new Error("the registry announced no NFT vault that rents");
}

test("a collector deposits items, redeems one and rents another", { skip: skipReason ?? false }, async () => {
  const client = chain();
  const account = privateKeyToAccount(generatePrivateKey());
  await fund(client, account.address);
  const vault = await rentableVault(client);
  const collection = await client.readContract({
    address: vault,
    abi: nftVaultAbi,
    functionName: "collection",
  });
  // Four more items in its lane make room for a rental there, however many are out already.
  const ids = [1n, 2n, 3n, 4n].map((index) => BigInt(Date.now()) * 10n + index);
  const wallet = createWalletClient({ account, chain: client.chain, transport: http(rpcUrl) });
  const minting = await wallet.writeContract({
    address: collection,
    abi: parseAbi(["function mint(address to, uint256[] ids)"]),
    functionName: "mint",
    args: [account.address, ids],
  });
  const { blockNumber: fromBlock } = await client.waitForTransactionReceipt({ hash: minting });

  const page = await (await browser.newContext({ viewport: { width: 1440, height: 1000 } })).newPage();
  await injectWallet(page, account, rpcUrl);
  await page.goto(`${webUrl}/nfts/${vault}?state=pooled`);
  await connect(page);

  for (const id of ids) await page.getByRole("button", { name: `#${id}` }).click({ timeout: STEP_MS });
  await page.getByRole("button", { name: "Approve the collection" }).click();
  const success = page.getByTestId("transaction-success");
  await success.filter({ hasText: "Deposited" }).waitFor({ timeout: STEP_MS });
  const [deposit] = await client.getLogs({
    address: vault,
    event: getAbiItem({ abi: nftVaultAbi, name: "DepositItems" }),
    args: { to: account.address },
    fromBlock,
    strict: true,
  });
  assert.deepEqual(deposit?.args.ids, ids);

  await page.getByRole("tab", { name: "Redeem" }).click();
  await page.getByLabel("Any items").and(page.locator("input")).fill("1");
  await page.getByRole("button", { name: "Redeem any item" }).click();
  await success.filter({ hasText: "Redeemed" }).waitFor({ timeout: STEP_MS });
  const [redeem] = await client.getLogs({
    address: vault,
    event: getAbiItem({ abi: nftVaultAbi, name: "RedeemItems" }),
    args: { to: account.address },
    fromBlock,
    strict: true,
  });
  assert.equal(redeem?.args.burned, 10n ** 18n);
  assert.equal(redeem?.args.fee, 0n);
  const [redeemed = 0n] = redeem?.args.ids ?? [];
  const owner = await client.readContract({
    address: collection,
    abi: erc721Abi,
    functionName: "ownerOf",
    args: [redeemed],
  });
  assert.ok(isAddressEqual(owner, account.address));

  await page.getByRole("tab", { name: "Rent" }).click();
  const mint = page.getByRole("button", { name: /^Mint 1 000 / });
  await mint.click({ timeout: STEP_MS });
  await page.getByText("This is a devnet").waitFor({ state: "hidden", timeout: STEP_MS });
  const wanted = ids.find((id) => id !== redeemed);
  const item = page.getByRole("button", { name: `#${wanted}` });
  await eventually("the item to rent", async () => {
    if ((await item.count()) === 0) await page.getByRole("link", { name: "Next page" }).click();
    return (await item.count()) > 0;
  });
  await item.click();
  await page.getByLabel("For how long").fill("2");
  await page.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await success.filter({ hasText: "Rented" }).waitFor({ timeout: STEP_MS });
  const [rental] = await client.getLogs({
    address: vault,
    event: getAbiItem({ abi: nftVaultAbi, name: "RentItem" }),
    args: { user: account.address },
    fromBlock,
    strict: true,
  });
  assert.ok(rental && rental.args.paid > 0n);
  const { id, expires } = rental.args;
  const { timestamp } = await client.getBlock({ blockNumber: rental.blockNumber });
  assert.equal(BigInt(expires) - timestamp, 7_200n);
  const user = await client.readContract({
    address: collection,
    abi: erc4907Abi,
    functionName: "userOf",
    args: [id],
  });
  assert.ok(isAddressEqual(user, account.address));
  await page.context().close();
});
