import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import type { Browser } from "playwright-core";
import { getAbiItem, parseUnits } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { formatAmount } from "../../src/lib/format-amount.ts";
import { injectWallet } from "./injected-wallet.ts";
import { chain, fund, launchBrowser, rpcUrl, skipReason, type TestVault, vaultOf, webUrl } from "./stack.ts";
import { connect, eventually, STEP_MS, text } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

test("a visitor connects, deposits, sees the position, and withdraws it all", {
  skip: skipReason ?? false,
}, async () => {
  const client = chain();
  const account = privateKeyToAccount(generatePrivateKey());
  await fund(client, account.address);
  const vault: TestVault = await vaultOf(client, "MILL");
  const startBlock = await client.getBlockNumber();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const pageErrors: Error[] = [];
  page.on("pageerror", (error) => pageErrors.push(error));
  await injectWallet(page, account, rpcUrl);

  await page.goto(`${webUrl}/vaults/${vault.address}`);
  await connect(page);

  // The account is new, so the page offers the devnet's token.
  await page.getByRole("button", { name: `Mint 1 000 ${vault.symbol}` }).click();
  await page.getByRole("button", { name: "Max" }).waitFor({ timeout: STEP_MS });
  const deposited = parseUnits("250.5", vault.decimals);
  await eventually("the balance", async () => (await text(page.locator("form"))).includes("1\u202f000"));

  await page.getByLabel("Deposit", { exact: true }).and(page.locator("input")).fill("250,5");
  await page.getByRole("button", { name: `Approve ${vault.symbol}` }).click();
  await page
    .getByTestId("transaction-success")
    .filter({ hasText: "Deposited" })
    .waitFor({ timeout: STEP_MS });

  const [deposit] = await client.getLogs({
    address: vault.address,
    event: getAbiItem({ abi: vaultAbi, name: "Deposit" }),
    args: { owner: account.address },
    fromBlock: startBlock,
    strict: true,
  });
  assert.equal(deposit?.args.assets, deposited);
  const shares = await client.readContract({
    address: vault.address,
    abi: vaultAbi,
    functionName: "balanceOf",
    args: [account.address],
  });
  assert.equal(deposit?.args.shares, shares);
  assert.ok(shares > 0n);

  const shownShares = formatAmount(shares, vault.decimals, 6);
  await eventually("the shares", async () => (await text(page.getByTestId("my-shares"))) === shownShares);

  // The shareable page tells the same from the indexer, in a browser without a wallet.
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${webUrl}/positions/${account.address}`);
  const row = stranger.locator(`[data-vault="${vault.address.toLowerCase()}"]`);
  assert.equal(await text(row.getByTestId("position-shares")), shownShares);
  const shownAssets = (await text(row.getByTestId("position-assets"))).split(" ")[0]?.replace(/\s/g, "");
  const { timestamp } = await client.getBlock();
  const worth = await client.readContract({
    address: vault.address,
    abi: vaultAbi,
    functionName: "previewRedeem",
    args: [shares],
  });
  assert.ok(timestamp > 0n);
  // The price streams between the page's block and this one: a second is worth less than a hundred-thousandth.
  const shown = parseUnits(shownAssets ?? "", vault.decimals);
  assert.ok(
    shown > 0n && shown <= worth && worth - shown < worth / 100_000n,
    `${shown} shown, worth ${worth}`,
  );
  await stranger.context().close();

  await page.getByRole("tab", { name: "Withdraw" }).click();
  await page.getByRole("button", { name: "Max" }).click();
  await page.getByRole("button", { name: "Withdraw everything" }).click();
  await page
    .getByTestId("transaction-success")
    .filter({ hasText: "Withdrawn" })
    .waitFor({ timeout: STEP_MS });

  const [withdraw] = await client.getLogs({
    address: vault.address,
    event: getAbiItem({ abi: vaultAbi, name: "Withdraw" }),
    args: { owner: account.address },
    fromBlock: startBlock,
    strict: true,
  });
  assert.equal(withdraw?.args.shares, shares);
  assert.equal(withdraw?.args.receiver, account.address);
  // Whoever enters pays for the profit that still streams, and never leaves with more than they brought at once.
  assert.ok((withdraw?.args.assets ?? 0n) > (deposited * 95n) / 100n);
  await eventually("the empty position", async () => (await text(page.getByTestId("my-shares"))) === "0");
  assert.deepEqual(pageErrors, []);
  await context.close();
});

test("more than the balance is refused before anything is sent", { skip: skipReason ?? false }, async () => {
  const client = chain();
  const account = privateKeyToAccount(generatePrivateKey());
  await fund(client, account.address);
  const vault = await vaultOf(client, "MILL");
  const context = await browser.newContext();
  const page = await context.newPage();
  await injectWallet(page, account, rpcUrl);
  await page.goto(`${webUrl}/vaults/${vault.address}`);
  await connect(page);
  await page.getByLabel("Deposit", { exact: true }).and(page.locator("input")).fill("1");
  const button = page.getByRole("button", { name: "More than you can deposit" });
  await button.waitFor({ timeout: STEP_MS });
  assert.equal(await button.isDisabled(), true);
  assert.equal(await client.getTransactionCount({ address: account.address }), 0);
  await context.close();
});
