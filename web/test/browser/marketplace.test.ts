import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftRouterAbi } from "@millrace/sdk/abis/nftRouterAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { readDeployment } from "@millrace/sdk/deployment";
import { ORDER_KIND } from "@millrace/sdk/order";
import type { Browser } from "playwright-core";
import { type Address, erc20Abi, erc721Abi, getAbiItem, isAddressEqual } from "viem";
import { mined, walletOf } from "./orders.ts";
import { assertOwner, mintQuoteToken, newItems, ownItem, person, succeeded } from "./people.ts";
import { chain, launchBrowser, skipReason, webUrl } from "./stack.ts";
import { connect, STEP_MS } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

const skip = skipReason ?? false;

test("one lists an item, another buys it, and sells it into an offer of the first", { skip }, async () => {
  const client = chain();
  const { marketplace } = readDeployment(process.env.MILLRACE_DEPLOYMENT ?? "");
  const seller = await person(browser, client);
  const buyer = await person(browser, client);
  const { vault, collection, ids, fromBlock } = await newItems(client, seller.account, 2);
  const [id = 0n, unsold = 0n] = ids;
  const fills = async (taker: Address) =>
    client.getLogs({
      address: marketplace,
      event: getAbiItem({ abi: marketplaceAbi, name: "FillOrder" }),
      args: { taker },
      fromBlock,
      strict: true,
    });
  const url = `${webUrl}/marketplace?collection=${collection}`;

  await seller.page.goto(url);
  await connect(seller.page);
  for (const listed of [id, unsold]) {
    await ownItem(seller.page, listed).click({ timeout: STEP_MS });
    await seller.page.getByLabel("Price").fill("125.5");
    await seller.page
      .getByRole("button", { name: /^(Approve the collection|List #\d+)$/ })
      .click({ timeout: STEP_MS });
    await succeeded(seller.page, "Listed");
    await seller.page
      .getByRole("button", { name: `Cancel the sale of #${listed}` })
      .waitFor({ timeout: STEP_MS });
  }

  // No event of the marketplace tells that a listed item moved: the page asks before anyone pays for a failure.
  await mined(
    client,
    walletOf(client, seller.account).writeContract({
      address: collection,
      abi: erc721Abi,
      functionName: "transferFrom",
      args: [seller.account.address, buyer.account.address, unsold],
    }),
  );
  await buyer.page.goto(url);
  await connect(buyer.page);
  await buyer.page.getByRole("button", { name: `Buy #${unsold}` }).click({ timeout: STEP_MS });
  const stale = buyer.page.getByRole("button", { name: "The seller has it no more" });
  await stale.waitFor({ timeout: STEP_MS });
  assert.ok(await stale.isDisabled());

  // What its maker calls back, nobody else finds.
  await seller.page.getByRole("button", { name: `Cancel the sale of #${unsold}` }).click();
  const cancelling = seller.page.getByRole("dialog", { name: `Cancel the sale of #${unsold}` });
  await cancelling.getByRole("button", { name: "Cancel the order" }).click();
  await succeeded(cancelling, "Cancelled");
  await cancelling.getByRole("button", { name: "Close" }).click();
  await cancelling.waitFor({ state: "hidden" });
  await buyer.page.goto(url);
  await buyer.page.getByRole("button", { name: `Buy #${id}` }).click({ timeout: STEP_MS });
  assert.equal(await buyer.page.getByRole("button", { name: `Buy #${unsold}` }).count(), 0);
  const dialog = buyer.page.getByRole("dialog", { name: `Buy #${id}` });
  await mintQuoteToken(dialog);
  await dialog.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(dialog, "Bought");
  const [bought] = await fills(buyer.account.address);
  assert.ok(bought && isAddressEqual(bought.args.maker, seller.account.address));
  assert.ok(isAddressEqual(bought.args.collection, collection));
  assert.equal(bought.args.kind, ORDER_KIND.SALE);
  assert.equal(bought.args.id, id);
  assert.equal(bought.args.price, 125_500_000n);
  await assertOwner(client, collection, id, buyer.account.address);
  await dialog.getByRole("button", { name: "Close" }).click();
  await buyer.page.getByRole("region", { name: "Latest trades" }).getByText(`#${id}`).waitFor();

  const quoteToken = await client.readContract({
    address: vault,
    abi: nftVaultAbi,
    functionName: "quoteToken",
  });
  const { royalty, fee } = bought.args;
  const earned = await client.readContract({
    address: quoteToken,
    abi: erc20Abi,
    functionName: "balanceOf",
    args: [seller.account.address],
  });
  assert.equal(earned, 125_500_000n - royalty - fee);

  await seller.page.getByRole("tab", { name: "Make an offer" }).click();
  await seller.page.getByLabel("Price").fill("90");
  await seller.page.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(seller.page, "Offered");

  await buyer.page.goto(`${url}&show=offers`);
  await buyer.page
    .getByRole("region", { name: "Offers" })
    .getByRole("row", { name: /Any item.*90/ })
    .first()
    .getByRole("button", { name: "Sell" })
    .click({ timeout: STEP_MS });
  const sale = buyer.page.getByRole("dialog", { name: "Sell any item" });
  await ownItem(sale, id).click({ timeout: STEP_MS });
  await sale.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(sale, "Sold");
  const [, sold] = await fills(buyer.account.address);
  assert.equal(sold?.args.kind, ORDER_KIND.COLLECTION_OFFER);
  assert.equal(sold?.args.price, 90_000_000n);
  await assertOwner(client, collection, id, seller.account.address);
  await seller.page.context().close();
  await buyer.page.context().close();
});

test("an item is reserved and comes back, is sold into the vault, and another is bought", {
  skip,
}, async () => {
  const client = chain();
  const { nftRouter } = readDeployment(process.env.MILLRACE_DEPLOYMENT ?? "");
  const { account, page } = await person(browser, client);
  const { vault, collection, ids, fromBlock } = await newItems(client, account, 1);
  const [id = 0n] = ids;
  const item = ownItem(page, id);

  await page.goto(`${webUrl}/nfts/${vault}`);
  await connect(page);
  await page.getByRole("tab", { name: "Reserve" }).click();
  await item.click({ timeout: STEP_MS });
  await page.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(page, "Reserved");
  const state = () =>
    client.readContract({ address: vault, abi: nftVaultAbi, functionName: "stateOf", args: [id] });
  assert.equal(await state(), 2);

  const kept = page.getByRole("region", { name: "Reserved items" });
  await kept.getByRole("button", { name: `#${id}` }).click({ timeout: STEP_MS });
  await kept.getByRole("button", { name: `Withdraw #${id}` }).click({ timeout: STEP_MS });
  await item.waitFor({ timeout: STEP_MS });
  const [withdrawn] = await client.getLogs({
    address: vault,
    event: getAbiItem({ abi: nftVaultAbi, name: "WithdrawItems" }),
    args: { to: account.address },
    fromBlock,
    strict: true,
  });
  assert.deepEqual(withdrawn?.args.ids, [id]);
  assert.equal(await state(), 0);
  await assertOwner(client, collection, id, account.address);

  await page.getByRole("tab", { name: "Sell" }).click();
  await item.click({ timeout: STEP_MS });
  await page.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(page, "Sold");
  const trades = { address: nftRouter, fromBlock, strict: true } as const;
  const [sold] = await client.getLogs({
    ...trades,
    event: getAbiItem({ abi: nftRouterAbi, name: "SellItems" }),
    args: { seller: account.address },
  });
  assert.deepEqual(sold?.args.ids, [id]);
  assert.ok(sold && sold.args.received > 0n);

  await page.getByRole("tab", { name: "Buy" }).click();
  // What the sale brought does not buy another: the pool's fee is paid twice.
  const quoteToken = await client.readContract({
    address: vault,
    abi: nftVaultAbi,
    functionName: "quoteToken",
  });
  await mined(
    client,
    walletOf(client, account).writeContract({
      address: quoteToken,
      abi: devnetTokenAbi,
      functionName: "mint",
      args: [account.address, 10_000_000_000n],
    }),
  );
  await page.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(page, "Bought");
  const [bought] = await client.getLogs({
    ...trades,
    event: getAbiItem({ abi: nftRouterAbi, name: "BuyItems" }),
    args: { buyer: account.address },
  });
  const [got = 0n] = bought?.args.ids ?? [];
  await assertOwner(client, collection, got, account.address);
  await page.context().close();
});
