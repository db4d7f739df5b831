import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { erc4907Abi } from "@millrace/sdk/abis/erc4907Abi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import type { Browser } from "playwright-core";
import { type Address, erc721Abi, getAbiItem, isAddressEqual } from "viem";
import { formatTime } from "../../src/lib/format-time.ts";
import { mined, walletOf } from "./orders.ts";
import { collectionAbi, freshIds, mintQuoteToken, person } from "./people.ts";
import { type ChainClient, chain, instances, launchBrowser, skipReason, webUrl } from "./stack.ts";
import { connect, STEP_MS } from "./steps.ts";

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

test("a collector deposits items, redeems one, rents another and keeps that longer", {
  skip: skipReason ?? false,
}, async () => {
  const client = chain();
  const { account, page } = await person(browser, client);
  const vault = await rentableVault(client);
  const collection = await client.readContract({
    address: vault,
    abi: nftVaultAbi,
    functionName: "collection",
  });
  // Four more items in its lane make room for a rental there, however many are out already.
  const ids = freshIds(4);
  const { blockNumber: fromBlock } = await mined(
    client,
    walletOf(client, account).writeContract({
      address: collection,
      abi: collectionAbi,
      functionName: "mint",
      args: [account.address, ids],
    }),
  );
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

  // The page of one item, which is chosen there: the vault's other items fill several pages.
  const wanted = ids.find((id) => id !== redeemed);
  await page.goto(`${webUrl}/nfts/${vault}?item=${wanted}`);
  await page.getByRole("tab", { name: "Rent" }).click();
  await mintQuoteToken(page);
  await page.getByRole("button", { name: `#${wanted}`, pressed: true }).waitFor({ timeout: STEP_MS });
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

  // Its user keeps it for longer, found by the list of rentals, at the price of the time that is added.
  await page.goto(`${webUrl}/positions/${account.address}`);
  await page.getByRole("link", { name: `Keep #${id} longer` }).click({ timeout: STEP_MS });
  await page.getByRole("heading", { name: "You have it on rent" }).waitFor({ timeout: STEP_MS });
  await page.getByLabel("How much longer").fill("3");
  await page.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await success.filter({ hasText: "It is yours for longer" }).waitFor({ timeout: STEP_MS });
  const [, longer] = await client.getLogs({
    address: vault,
    event: getAbiItem({ abi: nftVaultAbi, name: "RentItem" }),
    args: { user: account.address },
    fromBlock,
    strict: true,
  });
  assert.equal(longer?.args.id, id);
  assert.equal(BigInt(longer?.args.expires ?? 0n) - BigInt(expires), 10_800n);
  const price = await client.readContract({
    ...{ address: vault, abi: nftVaultAbi, functionName: "rentPrice", args: [id, 10_800n] },
  });
  assert.equal(longer?.args.paid, price);
  const shown = `rented until ${formatTime(BigInt(longer?.args.expires ?? 0n))}`;
  await page.getByRole("list", { name: "State" }).getByText(shown).waitFor({ timeout: STEP_MS });

  // The vault's own page offers the same; longer than the vault rents ahead it can't be.
  await page.goto(`${webUrl}/nfts/${vault}?item=${id}`);
  await page.getByRole("tab", { name: "Rent" }).click();
  await page
    .getByRole("button", { name: `#${id}`, pressed: true })
    .filter({ hasText: "yours until" })
    .waitFor({ timeout: STEP_MS });
  await page.getByLabel("Unit of time").selectOption("days");
  await page.getByLabel("How much longer").fill("9999");
  await page.getByRole("button", { name: /^At most / }).waitFor({ timeout: STEP_MS });
  await page.context().close();
});
