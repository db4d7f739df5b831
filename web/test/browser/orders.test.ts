import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { rentalWrapperAbi } from "@millrace/sdk/abis/rentalWrapperAbi";
import { readDeployment } from "@millrace/sdk/deployment";
import { ORDER_KIND } from "@millrace/sdk/order";
import type { Browser } from "playwright-core";
import {
  type Address,
  erc20Abi,
  erc721Abi,
  getAbiItem,
  isAddressEqual,
  maxUint256,
  parseEther,
  parseEventLogs,
} from "viem";
import { mined, publishOrders, walletOf } from "./orders.ts";
import {
  assertOwner,
  collectionAbi,
  freshIds,
  mintQuoteToken,
  newItems,
  type Person,
  person,
  succeeded,
} from "./people.ts";
import { type ChainClient, chain, instances, launchBrowser, skipReason, webUrl } from "./stack.ts";
import { connect, eventually, STEP_MS } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

const skip = skipReason ?? false;
const deployment = () => readDeployment(process.env.MILLRACE_DEPLOYMENT ?? "");

/** The wrapped collection that some NFT vault takes, and what it wraps. */
async function wrapper(client: ChainClient): Promise<{ collection: Address; plain: Address }> {
  for (const vault of await instances(client, 4)) {
    const at = { address: vault, abi: nftVaultAbi } as const;
    const collection = await client.readContract({ ...at, functionName: "collection" });
    const plain = await client
      .readContract({ address: collection, abi: rentalWrapperAbi, functionName: "collection" })
      .catch(() => undefined);
    if (plain) return { collection, plain };
  }
  throw new Error("no NFT vault takes a wrapped collection");
}

/** A position of `account` in a gauge whose stake token anyone may mint. */
async function newStake(client: ChainClient, { account }: Person, amount: bigint) {
  const wallet = walletOf(client, account);
  for (const gauge of await instances(client, 3)) {
    const at = { address: gauge, abi: gaugeAbi } as const;
    const token = await client.readContract({ ...at, functionName: "stakeToken" });
    const mint = {
      address: token,
      abi: devnetTokenAbi,
      functionName: "mint",
      args: [account.address, amount],
    } as const;
    const mintable = await client
      .simulateContract({ ...mint, account: account.address })
      .then(() => true)
      .catch(() => false);
    if (!mintable) continue;
    await mined(client, wallet.writeContract(mint));
    await mined(
      client,
      wallet.writeContract({ address: token, abi: erc20Abi, functionName: "approve", args: [gauge, amount] }),
    );
    const { logs } = await mined(
      client,
      wallet.writeContract({ ...at, functionName: "stake", args: [amount, account.address] }),
    );
    const [minted] = parseEventLogs({ abi: erc721Abi, eventName: "Transfer", logs }).filter(({ address }) =>
      isAddressEqual(address, gauge),
    );
    assert.ok(minted, "staking minted no position");
    return { gauge, id: minted.args.tokenId };
  }
  throw new Error("no gauge takes a token that anyone may mint");
}

async function approveMarketplace(client: ChainClient, { account }: Person, collection: Address) {
  await mined(
    client,
    walletOf(client, account).writeContract({
      ...{ address: collection, abi: erc721Abi, functionName: "setApprovalForAll" },
      args: [deployment().marketplace, true],
    }),
  );
}

test("one offers an item for rent by the day, and another becomes its user for two", { skip }, async () => {
  const client = chain();
  const [owner, renter] = await Promise.all([person(browser, client), person(browser, client)]);
  const { collection, plain } = await wrapper(client);
  const [id = 0n] = freshIds(1);
  const wallet = walletOf(client, owner.account);
  await mined(
    client,
    wallet.writeContract({
      ...{ address: plain, abi: collectionAbi, functionName: "mint", args: [owner.account.address, [id]] },
    }),
  );
  await mined(
    client,
    wallet.writeContract({
      ...{ address: plain, abi: erc721Abi, functionName: "setApprovalForAll", args: [collection, true] },
    }),
  );
  await mined(
    client,
    wallet.writeContract({
      ...{ address: collection, abi: rentalWrapperAbi, functionName: "wrap" },
      args: [[id], owner.account.address],
    }),
  );

  await owner.page.goto(`${webUrl}/items/${collection}/${id}`);
  await connect(owner.page);
  await owner.page.getByRole("tab", { name: "Rent out" }).click({ timeout: STEP_MS });
  const form = owner.page.getByRole("tabpanel", { name: "Rent out" });
  await form.getByLabel("Rent a day").fill("2");
  await form.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(form, "Offered for rent");

  await renter.page.goto(`${webUrl}/marketplace?show=rent&collection=${collection}`);
  await connect(renter.page);
  await renter.page.getByRole("button", { name: `Rent #${id}` }).click({ timeout: STEP_MS });
  const dialog = renter.page.getByRole("dialog", { name: `Rent #${id}` });
  await dialog.getByLabel("For how long").fill("2");
  await mintQuoteToken(dialog);
  await dialog.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(dialog, "Rented");

  const at = { address: collection, abi: rentalWrapperAbi, args: [id] } as const;
  const user = await client.readContract({ ...at, functionName: "userOf" });
  assert.ok(isAddressEqual(user, renter.account.address));
  await assertOwner(client, collection, id, owner.account.address);
  const [fill] = await client.getLogs({
    address: deployment().marketplace,
    event: getAbiItem({ abi: marketplaceAbi, name: "FillOrder" }),
    args: { taker: renter.account.address },
    fromBlock: BigInt(deployment().startBlock),
    strict: true,
  });
  assert.equal(fill?.args.kind, ORDER_KIND.RENTAL);
  assert.equal(fill?.args.price, 4_000_000n);
  const { timestamp } = await client.getBlock({ blockNumber: fill?.blockNumber ?? 0n });
  const expires = await client.readContract({ ...at, functionName: "userExpires" });
  assert.equal(expires - timestamp, 172_800n);

  await renter.page.goto(`${webUrl}/items/${collection}/${id}`);
  await renter.page
    .getByRole("region", { name: "History" })
    .getByRole("row", { name: /Rented until/ })
    .waitFor({ timeout: STEP_MS });
  await Promise.all([owner, renter].map(({ page }) => page.context().close()));
});

test("a stake is sold by its page, and bought back by an offer for any that is as large", {
  skip,
}, async () => {
  const client = chain();
  const [seller, buyer] = await Promise.all([person(browser, client), person(browser, client)]);
  const stake = parseEther("40");
  const { gauge, id } = await newStake(client, seller, stake);
  const url = `${webUrl}/items/${gauge}/${id}`;

  await seller.page.goto(url);
  await connect(seller.page);
  const form = seller.page.locator("form").filter({ hasText: "Sold with a stake of" });
  await form.getByLabel("Price").fill("12.5");
  await form.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(form, "Listed");

  await buyer.page.goto(url);
  await connect(buyer.page);
  await buyer.page
    .getByRole("region", { name: "Open orders" })
    .getByRole("row", { name: /^Sale/ })
    .getByRole("button", { name: "Buy" })
    .click({ timeout: STEP_MS });
  const dialog = buyer.page.getByRole("dialog", { name: /^Buy #/ });
  await dialog.getByText("40 MILL").waitFor({ timeout: STEP_MS });
  await mintQuoteToken(dialog);
  await dialog.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(dialog, "Bought");
  await assertOwner(client, gauge, id, buyer.account.address);
  const left = await client.readContract({
    ...{ address: gauge, abi: gaugeAbi, functionName: "stakeOf", args: [id] },
  });
  assert.equal(left, stake);

  await seller.page.goto(`${webUrl}/marketplace?collection=${gauge}`);
  await seller.page.getByRole("tab", { name: "Make an offer" }).click({ timeout: STEP_MS });
  const offer = seller.page.getByRole("tabpanel", { name: "Make an offer" });
  await offer.getByLabel("Price").fill("10");
  await offer.getByLabel("Least stake").fill("39");
  await offer.getByRole("button", { name: /^Approve / }).click({ timeout: STEP_MS });
  await succeeded(offer, "Offered");

  await buyer.page.goto(url);
  await buyer.page
    .getByRole("region", { name: "Open orders" })
    .getByRole("row", { name: /Any item.*10 / })
    .getByRole("button", { name: "Sell" })
    .click({ timeout: STEP_MS });
  const sale = buyer.page.getByRole("dialog", { name: "Sell any item" });
  await sale
    .getByRole("group", { name: "Your items" })
    .getByRole("button")
    .first()
    .click({ timeout: STEP_MS });
  await sale.getByRole("button", { name: "Approve the collection" }).click({ timeout: STEP_MS });
  await succeeded(sale, "Sold");
  await assertOwner(client, gauge, id, seller.account.address);
  await Promise.all([seller, buyer].map(({ page }) => page.context().close()));
});

test("cancelling all makes what was published void, and nobody can fill it", { skip }, async () => {
  const client = chain();
  const maker = await person(browser, client);
  const { collection, ids } = await newItems(client, maker.account, 2);
  const orders = await publishOrders(
    client,
    maker.account,
    ids.map((id) => ({ collection, id, price: parseEther("1") })),
  );
  await maker.page.goto(`${webUrl}/positions/${maker.account.address}`);
  await connect(maker.page);
  const open = maker.page.getByRole("region", { name: "Open orders" });
  await eventually(
    "both orders",
    async () => (await open.getByRole("button", { name: "Cancel" }).count()) === 2,
  );
  await maker.page.getByRole("button", { name: "Cancel all", exact: true }).click();
  const dialog = maker.page.getByRole("dialog", { name: "Cancel all your orders" });
  await dialog.getByRole("button", { name: "Cancel all orders" }).click({ timeout: STEP_MS });
  await succeeded(dialog, "All of them are void");
  await open.waitFor({ state: "detached", timeout: STEP_MS });
  const { marketplace } = deployment();
  const at = { address: marketplace, abi: marketplaceAbi } as const;
  const counter = await client.readContract({
    ...{ ...at, functionName: "counterOf", args: [maker.account.address] },
  });
  assert.equal(counter, 1n);
  const taker = await person(browser, client);
  for (const order of orders) {
    const signature = "0x" as const;
    const fill = {
      ...{ order, signature, id: order.id, durationSeconds: 0n, minProceeds: 0n, to: taker.account.address },
    };
    await assert.rejects(
      client.simulateContract({
        ...{ ...at, functionName: "fill", args: [fill], value: order.price, account: taker.account.address },
      }),
      /CounterPassed/,
    );
  }
  await taker.page.goto(`${webUrl}/items/${collection}/${orders[0]?.id}`);
  await taker.page.getByRole("heading", { name: `#${orders[0]?.id}` }).waitFor({ timeout: STEP_MS });
  assert.equal(await taker.page.getByRole("row", { name: /^Sale/ }).count(), 0);
  await Promise.all([maker, taker].map(({ page }) => page.context().close()));
});

test("a cart of two buys the one that is left, and the price of the other comes back", { skip }, async () => {
  const client = chain();
  const seller = await person(browser, client);
  const { collection, ids, fromBlock } = await newItems(client, seller.account, 2);
  const [left = 0n, gone = 0n] = ids;
  const [price, priceOfGone] = [parseEther("0.25"), parseEther("0.5")];
  await approveMarketplace(client, seller, collection);
  await publishOrders(client, seller.account, [
    { collection, id: left, price },
    { collection, id: gone, price: priceOfGone },
  ]);
  // The seller is quicker: the item goes elsewhere after the buyer has confirmed.
  const buyer = await person(browser, client, {
    beforeSend: async () => {
      await mined(
        client,
        walletOf(client, seller.account).writeContract({
          ...{ address: collection, abi: erc721Abi, functionName: "transferFrom" },
          args: [seller.account.address, deployment().marketplace, gone],
        }),
      );
    },
  });
  const before = await client.getBalance(buyer.account);

  await buyer.page.goto(`${webUrl}/marketplace?collection=${collection}&currency=native`);
  await connect(buyer.page);
  for (const id of ids) await buyer.page.getByRole("button", { name: `Put #${id} into the cart` }).click();
  const cart = buyer.page.getByRole("region", { name: "Cart" });
  await cart.getByText("2 items").waitFor();
  await cart.getByRole("button", { name: "Review and buy" }).click();
  const dialog = buyer.page.getByRole("dialog", { name: "Buy what is in the cart" });
  await dialog.getByRole("button", { name: "Buy 2 items" }).click({ timeout: STEP_MS });
  await succeeded(dialog, `Bought #${left}.`);
  await succeeded(dialog, `Skipped #${gone}: The seller does not have the item any more.`);
  await succeeded(dialog, "0.5 ETH came back to you");

  await assertOwner(client, collection, left, buyer.account.address);
  const [filled] = await client.getLogs({
    address: deployment().marketplace,
    event: getAbiItem({ abi: marketplaceAbi, name: "FillOrder" }),
    args: { taker: buyer.account.address },
    fromBlock,
    strict: true,
  });
  assert.equal(filled?.args.price, price);
  const receipt = await client.getTransactionReceipt({ hash: filled?.transactionHash ?? "0x" });
  const l1Fee = "l1Fee" in receipt && typeof receipt.l1Fee === "bigint" ? receipt.l1Fee : 0n;
  const gas = receipt.gasUsed * receipt.effectiveGasPrice + l1Fee;
  assert.equal(before - (await client.getBalance(buyer.account)), price + gas);
  await Promise.all([seller, buyer].map(({ page }) => page.context().close()));
});

test("an owner calls back a reserved item that is out on rent, and lets it out again", { skip }, async () => {
  const client = chain();
  const [owner, renter] = await Promise.all([person(browser, client), person(browser, client)]);
  const { vault, collection, ids } = await newItems(client, owner.account, 1);
  const [id = 0n] = ids;
  const at = { address: vault, abi: nftVaultAbi } as const;
  const quoteToken = await client.readContract({ ...at, functionName: "quoteToken" });
  const [giver, taker] = [walletOf(client, owner.account), walletOf(client, renter.account)];
  await mined(
    client,
    giver.writeContract({
      ...{ address: collection, abi: erc721Abi, functionName: "setApprovalForAll", args: [vault, true] },
    }),
  );
  await mined(
    client,
    giver.writeContract({ ...at, functionName: "reserve", args: [[id], owner.account.address] }),
  );
  await mined(
    client,
    taker.writeContract({
      ...{ address: quoteToken, abi: devnetTokenAbi, functionName: "mint" },
      args: [renter.account.address, 1_000_000_000n],
    }),
  );
  await mined(
    client,
    taker.writeContract({
      ...{ address: quoteToken, abi: erc20Abi, functionName: "approve", args: [vault, maxUint256] },
    }),
  );
  await mined(
    client,
    taker.writeContract({
      ...{ ...at, functionName: "rent", args: [id, renter.account.address, 86_400n, maxUint256] },
    }),
  );

  await owner.page.goto(`${webUrl}/nfts/${vault}`);
  await connect(owner.page);
  await owner.page.getByRole("tab", { name: "Reserve" }).click();
  const kept = owner.page.getByRole("region", { name: "Reserved items" });
  await kept.getByRole("button", { name: `#${id}` }).click({ timeout: STEP_MS });
  await kept.getByText("Out on rent until").waitFor({ timeout: STEP_MS });
  await kept.getByRole("button", { name: "Rent out no longer" }).click({ timeout: STEP_MS });
  await succeeded(kept, "Called back");
  // 3 is Recalled: kept, and off the rental market; its user keeps the time.
  assert.equal(await client.readContract({ ...at, functionName: "stateOf", args: [id] }), 3);

  await owner.page.goto(`${webUrl}/items/${collection}/${id}`);
  const state = owner.page.getByRole("list", { name: "State" });
  await state.getByText("reserved, not for rent").waitFor({ timeout: STEP_MS });
  await state.getByText("rented until").waitFor();

  // Put back by the item's page, it is rented again once its user's time is over.
  await owner.page.getByRole("button", { name: "Rent out again" }).click({ timeout: STEP_MS });
  await succeeded(owner.page, "For rent again");
  assert.equal(await client.readContract({ ...at, functionName: "stateOf", args: [id] }), 2);
  await state.getByText("reserved, not for rent").waitFor({ state: "hidden", timeout: STEP_MS });
  await Promise.all([owner, renter].map(({ page }) => page.context().close()));
});

test("a long list grows by pages, and its filters are kept in the address", { skip }, async () => {
  const client = chain();
  const { account, page } = await person(browser, client);
  const [vault] = await instances(client, 4);
  assert.ok(vault);
  const collection = await client.readContract({
    ...{ address: vault, abi: nftVaultAbi, functionName: "collection" },
  });
  // More than a page of the list; the last five cost less than the others.
  const ids = freshIds(30);
  await publishOrders(
    client,
    account,
    ids.map((id, index) => ({ collection, id, price: parseEther(index < 25 ? "3" : "0.001") })),
  );
  await page.goto(`${webUrl}/marketplace?collection=${collection}&currency=native`);
  const cards = page.getByRole("button", { name: /^Buy #/ });
  await eventually("a page of cards", async () => (await cards.count()) === 24);
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByRole("button", { name: `Buy #${ids[0]}` }).waitFor({ timeout: STEP_MS });

  await page.goto(`${webUrl}/marketplace?collection=${collection}&most=0.001`);
  await page.getByText("A limit of 0.001 needs a currency").waitFor();
  assert.ok(await page.getByLabel("At most").isDisabled());
  await eventually("a choice of currency", async () => {
    await page.getByLabel("Paid in").first().selectOption("native");
    return page.url().includes("currency=native");
  });
  await page.getByLabel("At most").fill("0.001");
  await page.getByRole("button", { name: "Apply" }).click();
  await page.waitForURL(/most=0\.001/);
  await eventually("the cheap ones alone", async () => (await cards.count()) === 5);
  await page.reload();
  await eventually("the same after a reload", async () => (await cards.count()) === 5);
  assert.equal(await page.getByLabel("At most").inputValue(), "0.001");
  await mined(
    client,
    walletOf(client, account).writeContract({
      ...{ address: deployment().marketplace, abi: marketplaceAbi, functionName: "cancelAll" },
    }),
  );
  await page.context().close();
});
