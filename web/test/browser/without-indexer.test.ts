import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { erc4907Abi } from "@millrace/sdk/abis/erc4907Abi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { readDeployment } from "@millrace/sdk/deployment";
import type { Browser, Page } from "playwright-core";
import { type Address, erc20Abi, isAddressEqual } from "viem";
import { formatAmount } from "../../src/lib/format-amount.ts";
import { askIndexer } from "./ask-indexer.ts";
import { assertOwner, mintQuoteToken, newItems, ownItem, person, succeeded } from "./people.ts";
import { serveWithoutIndexer } from "./serve-without-indexer.ts";
import { chain, instances, launchBrowser, skipReason } from "./stack.ts";
import { connect, eventually, STEP_MS, text } from "./steps.ts";

let browser: Browser;
let dapp: { url: string; stop: () => Promise<void> } | undefined;

before(async () => {
  if (skipReason) return;
  browser = await launchBrowser();
  dapp = await serveWithoutIndexer();
});

after(async () => {
  await dapp?.stop();
  await browser?.close();
});

const skip = skipReason ?? false;
const at = (path: string) => `${dapp?.url}${path}`;

/** That a page says where it is from, and is made of what it found there. */
async function fromChain(page: Page): Promise<void> {
  const notice = page.getByRole("status").filter({ hasText: "The indexer does not answer" });
  await notice.getByText("This page is read from the chain instead").waitFor({ timeout: STEP_MS });
  assert.equal(await page.getByRole("alert").filter({ hasText: "answer" }).count(), 0);
}

/** A figure of a vault's page by its name. */
function figure(page: Page, name: string): Promise<string> {
  return text(page.locator("dl > div").filter({ hasText: name }).locator("dd").first());
}

test("the NFT vaults and their items show as the indexer would have them", { skip }, async () => {
  const client = chain();
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(at("/nfts"));
  await fromChain(page);
  const rows = page.getByRole("region", { name: "All NFT vaults" }).getByRole("listitem");
  const vaults = await instances(client, 4);
  assert.equal(await rows.count(), vaults.length);
  for (const vault of vaults) {
    const known = await askIndexer<{
      nftVault: { name: string; held: number; rented: number };
      rented: { totalCount: number };
      items: { nodes: { tokenId: string; state: string; lane: number }[] };
    }>(
      `query Vault($vault: String!) {
        nftVault(address: $vault) { name held rented }
        rented: items(nftVault: $vault, held: true, state: RENTED, first: 1) { totalCount }
        items(nftVault: $vault, held: true, first: 24) { nodes { tokenId state lane } }
      }`,
      { vault: vault.toLowerCase() },
    );
    await page.goto(at(`/nfts/${vault}`));
    await fromChain(page);
    await page.getByRole("heading", { level: 1, name: known.nftVault.name }).waitFor();
    assert.equal(await figure(page, "Inventory"), String(known.nftVault.held));
    assert.equal(await figure(page, "On rent"), String(known.nftVault.rented));
    const cards = page.getByRole("button", { name: /#\d+ lane \d+/ });
    const shown = (await cards.allInnerTexts()).map((card) => card.replace(/\s+/g, " "));
    assert.equal(shown.length, known.items.nodes.length);
    for (const [index, { tokenId, lane, state }] of known.items.nodes.entries()) {
      assert.ok(shown[index]?.includes(`#${tokenId} lane ${lane}`), `${shown[index]}, not #${tokenId}`);
      assert.equal(shown[index]?.includes("rented until"), state === "RENTED");
    }
    await page.goto(at(`/nfts/${vault}?state=rented`));
    await page.getByText(`${known.rented.totalCount} items in this list`).waitFor({ timeout: STEP_MS });
  }
  await page.context().close();
});

test("one deposits, redeems and rents with the indexer down", { skip }, async () => {
  const client = chain();
  const { account, page } = await person(browser, client);
  const { vault, collection, ids } = await newItems(client, account, 4);
  await page.goto(at(`/nfts/${vault}`));
  await connect(page);
  await fromChain(page);
  const held = Number(await figure(page, "Inventory"));

  for (const id of ids) await ownItem(page, id).click({ timeout: STEP_MS });
  await page.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(page, "Deposited");
  // Nothing is behind: the page that was made anew has it.
  assert.equal(await page.getByText("the indexer is behind").count(), 0);
  await eventually("four more items", async () => (await figure(page, "Inventory")) === String(held + 4));
  await page.goto(at(`/positions/${account.address}`));
  await fromChain(page);
  const balanceOf = () =>
    client.readContract({
      ...{ address: vault, abi: erc20Abi, functionName: "balanceOf", args: [account.address] },
    });
  const deposited = await balanceOf();
  const tokens = page.getByRole("region", { name: "NFT vault positions" }).getByRole("row").nth(1);
  await tokens.getByText(formatAmount(deposited, 18, 6)).waitFor({ timeout: STEP_MS });

  await page.goto(at(`/nfts/${vault}`));
  await page.getByRole("tab", { name: "Redeem" }).click();
  await page.getByLabel("Any items").and(page.locator("input")).fill("1");
  await page.getByRole("button", { name: "Redeem any item" }).click({ timeout: STEP_MS });
  await succeeded(page, "Redeemed");
  assert.equal(await balanceOf(), deposited - 10n ** 18n);

  const [wanted = 0n] = await pooledOf(vault, ids);
  await page.goto(at(`/items/${collection}/${wanted}`));
  await fromChain(page);
  await mintQuoteToken(page);
  await page.getByLabel("For how long").fill("2");
  await page.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await page.getByRole("heading", { name: "You have it on rent" }).waitFor({ timeout: STEP_MS });
  await page.getByRole("list", { name: "State" }).getByText("rented until").waitFor({ timeout: STEP_MS });
  const user = await client.readContract({
    ...{ address: collection, abi: erc4907Abi, functionName: "userOf", args: [wanted] },
  });
  assert.ok(isAddressEqual(user, account.address));
  await page
    .getByRole("region", { name: "History" })
    .getByRole("row", { name: /Rented until/ })
    .waitFor({ timeout: STEP_MS });
  await page.goto(at(`/nfts/${vault}?state=rented`));
  await eventually("the item among those on rent", async () => {
    const cards = (await page.getByRole("button", { name: "yours until" }).allInnerTexts()).join(" ");
    if (cards.includes(`#${wanted}`)) return true;
    const next = page.getByRole("link", { name: "Next page" });
    if (await next.isVisible()) await next.click();
    return false;
  });
  await page.context().close();
});

/** Those of some items that a vault has in its pool. */
async function pooledOf(vault: Address, ids: readonly bigint[]): Promise<bigint[]> {
  const client = chain();
  const states = await Promise.all(
    ids.map((id) =>
      client.readContract({ address: vault, abi: nftVaultAbi, functionName: "stateOf", args: [id] }),
    ),
  );
  return ids.filter((_, index) => states[index] === 1);
}

test("the order book is the chain's: one lists, another buys, and all is cancelled", { skip }, async () => {
  const client = chain();
  const seller = await person(browser, client);
  const buyer = await person(browser, client);
  const { collection, ids } = await newItems(client, seller.account, 2);
  const [id = 0n, kept = 0n] = ids;
  const url = at(`/marketplace?collection=${collection}`);
  await seller.page.goto(url);
  await connect(seller.page);
  await fromChain(seller.page);
  for (const listed of [id, kept]) {
    await ownItem(seller.page, listed).click({ timeout: STEP_MS });
    await seller.page.getByLabel("Price").fill("31.5");
    await seller.page
      .getByRole("button", { name: /^(Approve the collection|List #\d+)$/ })
      .click({ timeout: STEP_MS });
    await succeeded(seller.page, "Listed");
    await seller.page
      .getByRole("button", { name: `Cancel the sale of #${listed}` })
      .waitFor({ timeout: STEP_MS });
  }

  await buyer.page.goto(`${url}&currency=native`);
  await fromChain(buyer.page);
  assert.equal(await buyer.page.getByRole("button", { name: `Buy #${id}` }).count(), 0);
  await buyer.page.goto(url);
  await connect(buyer.page);
  await buyer.page.getByRole("button", { name: `Buy #${id}` }).click({ timeout: STEP_MS });
  const dialog = buyer.page.getByRole("dialog", { name: `Buy #${id}` });
  await mintQuoteToken(dialog);
  await dialog.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(dialog, "Bought");
  await assertOwner(client, collection, id, buyer.account.address);
  await dialog.getByRole("button", { name: "Close" }).click();
  const trade = buyer.page
    .getByRole("region", { name: "Latest trades" })
    .getByRole("row", { name: `#${id}` });
  await trade.getByText("31.5").waitFor({ timeout: STEP_MS });
  await buyer.page.goto(at(`/items/${collection}/${id}`));
  await fromChain(buyer.page);
  await buyer.page
    .getByRole("region", { name: "History" })
    .getByRole("row", { name: /^Sold/ })
    .waitFor({ timeout: STEP_MS });

  await seller.page.getByRole("button", { name: "Cancel all", exact: true }).click();
  const cancelling = seller.page.getByRole("dialog", { name: "Cancel all your orders" });
  await cancelling.getByRole("button", { name: "Cancel all orders" }).click({ timeout: STEP_MS });
  await succeeded(cancelling, "All of them are void");
  const { marketplace } = readDeployment(process.env.MILLRACE_DEPLOYMENT ?? "");
  const counter = await client.readContract({
    ...{
      address: marketplace,
      abi: marketplaceAbi,
      functionName: "counterOf",
      args: [seller.account.address],
    },
  });
  assert.equal(counter, 1n);
  await seller.page.goto(url);
  await seller.page.getByText("None is open").waitFor({ timeout: STEP_MS });
  assert.equal(await seller.page.getByRole("button", { name: `Cancel the sale of #${kept}` }).count(), 0);
  await Promise.all([seller, buyer].map(({ page }) => page.context().close()));
});
