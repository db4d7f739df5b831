import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { erc4907Abi } from "@millrace/sdk/abis/erc4907Abi";
import type { Browser, Page } from "playwright-core";
import { isAddressEqual, parseEther } from "viem";
import { WALLET_NAME } from "./injected-wallet.ts";
import { assertTrapped, hasFocus, press, somethingHasFocus, tabTo } from "./keyboard.ts";
import { publishOrders } from "./orders.ts";
import { assertOwner, newItems, ownItem, person, succeeded } from "./people.ts";
import { chain, launchBrowser, skipReason, webUrl } from "./stack.ts";
import { eventually, STEP_MS } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

const skip = skipReason ?? false;

/** Connects the wallet by keyboard, after a look into the dialog that Escape ends. */
async function connectByKeyboard(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Connect", exact: true });
  const dialog = page.getByRole("dialog", { name: "Connect a wallet" });
  await tabTo(page, button);
  // A key before the page has come alive does nothing, so it is tried again.
  await eventually("the wallet dialog", async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press("Enter");
    return dialog.isVisible();
  });
  await assertTrapped(page, dialog);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await eventually("the focus back", () => hasFocus(button));
  await page.keyboard.press("Enter");
  await press(page, dialog.getByRole("button", { name: WALLET_NAME }));
  const account = page.getByRole("button", { name: /^Account 0x/ });
  await account.waitFor({ timeout: STEP_MS });
  await eventually("the focus at the account", () => hasFocus(account));
}

test("by keyboard alone one deposits items, rents one and redeems another", { skip }, async () => {
  const client = chain();
  const { account, page } = await person(browser, client);
  const { vault, collection, ids } = await newItems(client, account, 4);
  const [wanted = 0n] = ids;
  await page.goto(`${webUrl}/nfts/${vault}?state=reserved`);
  await connectByKeyboard(page);

  for (const id of ids) await press(page, ownItem(page, id), "Space");
  const deposit = page.getByRole("button", { name: "Approve the collection" });
  await press(page, deposit);
  await succeeded(page, "Deposited");

  // A page of one item, whose picture is let go of and chosen again.
  await page.goto(`${webUrl}/nfts/${vault}?item=${wanted}`);
  const card = page.getByRole("button", { name: `#${wanted} lane` });
  await press(page, card, "Space");
  await eventually("the item let go", async () => (await card.getAttribute("aria-pressed")) === "false");
  await page.keyboard.press("Space");
  await eventually("the item chosen", async () => (await card.getAttribute("aria-pressed")) === "true");
  await tabTo(page, page.getByRole("tab", { name: "Deposit" }));
  for (const key of ["ArrowRight", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  const rent = page.getByRole("tabpanel", { name: "Rent" });
  await press(page, rent.getByRole("button", { name: /^Mint 1 000 / }));
  await rent.getByText("This is a devnet").waitFor({ state: "hidden", timeout: STEP_MS });
  await tabTo(page, rent.getByLabel("For how long"));
  await page.keyboard.press("Control+A");
  await page.keyboard.type("3");
  const pay = rent.getByRole("button", { name: /^Approve / });
  await press(page, pay);
  await succeeded(rent, "Rented");
  const user = await client.readContract({
    ...{ address: collection, abi: erc4907Abi, functionName: "userOf", args: [wanted] },
  });
  assert.ok(isAddressEqual(user, account.address));

  await tabTo(page, page.getByRole("tab", { name: "Rent" }));
  for (const key of ["ArrowLeft", "Enter"]) await page.keyboard.press(key);
  const redeem = page.getByRole("tabpanel", { name: "Redeem" });
  await tabTo(page, redeem.getByLabel("Any items"));
  await page.keyboard.type("1");
  await press(page, redeem.getByRole("button", { name: "Redeem any item" }));
  await succeeded(redeem, "Redeemed");
  await page.context().close();
});

test("by keyboard alone one lists an item, and another buys it and a cart of two", { skip }, async () => {
  const client = chain();
  const seller = await person(browser, client);
  const buyer = await person(browser, client);
  const { collection, ids } = await newItems(client, seller.account, 3);
  const [first = 0n, ...others] = ids;
  const url = `${webUrl}/marketplace?collection=${collection}&currency=native`;

  await seller.page.goto(`${webUrl}/items/${collection}/${first}`);
  await connectByKeyboard(seller.page);
  const form = seller.page.getByRole("tabpanel", { name: "List" });
  await tabTo(seller.page, form.getByLabel("Price"));
  await seller.page.keyboard.type("0.2");
  await tabTo(seller.page, form.getByLabel("Paid in"));
  await seller.page.keyboard.press("ArrowDown");
  await press(seller.page, form.getByRole("button", { name: "Approve the collection" }));
  await succeeded(form, "Listed");
  await publishOrders(
    client,
    seller.account,
    others.map((id) => ({ collection, id, price: parseEther("0.1") })),
  );

  const { page } = buyer;
  await page.goto(url);
  await connectByKeyboard(page);
  const opener = page.getByRole("button", { name: `Buy #${first}` });
  const dialog = page.getByRole("dialog", { name: `Buy #${first}` });
  await press(page, opener);
  await assertTrapped(page, dialog);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await eventually("the focus back", () => hasFocus(opener));
  await page.keyboard.press("Enter");
  await press(page, dialog.getByRole("button", { name: `Buy #${first}` }));
  await succeeded(dialog, "Bought");
  await assertOwner(client, collection, first, buyer.account.address);
  await opener.waitFor({ state: "detached", timeout: STEP_MS });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  // What opened it is gone with the listing, and yet the focus is not lost.
  await eventually("the focus in the page", () => somethingHasFocus(page));

  for (const id of others) {
    await press(page, page.getByRole("button", { name: `Put #${id} into the cart` }), "Space");
  }
  const cart = page.getByRole("region", { name: "Cart" });
  await cart.getByText("2 items").waitFor();
  await press(page, cart.getByRole("button", { name: "Review and buy" }));
  const review = page.getByRole("dialog", { name: "Buy what is in the cart" });
  await assertTrapped(page, review);
  await press(page, review.getByRole("button", { name: "Buy 2 items" }));
  await succeeded(review, "All of it is yours");
  for (const id of others) await assertOwner(client, collection, id, buyer.account.address);
  await page.keyboard.press("Escape");
  await review.waitFor({ state: "hidden" });
  await eventually("the focus in the page", () => somethingHasFocus(page));
  await Promise.all([seller, buyer].map((one) => one.page.context().close()));
});
