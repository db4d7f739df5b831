import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { readDeployment } from "@millrace/sdk/deployment";
import type { Browser, Page } from "playwright-core";
import { erc20Abi, getAbiItem } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { injectWallet } from "./injected-wallet.ts";
import { chain, fund, instances, launchBrowser, rpcUrl, skipReason, webUrl } from "./stack.ts";
import { connect, eventually, STEP_MS, text } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

/** A pool whose share a gauge takes, and that gauge. */
async function stakeablePool(client: ReturnType<typeof chain>) {
  const { poolFactory, startBlock } = readDeployment(process.env.MILLRACE_DEPLOYMENT ?? "");
  const created = await client.getLogs({
    address: poolFactory,
    event: getAbiItem({ abi: poolFactoryAbi, name: "CreatePool" }),
    fromBlock: BigInt(startBlock),
    strict: true,
  });
  for (const gauge of await instances(client, 3)) {
    const stakeToken = await client.readContract({
      address: gauge,
      abi: gaugeAbi,
      functionName: "stakeToken",
    });
    const pool = created.find(({ args }) => args.pool === stakeToken);
    if (pool) return { gauge, ...pool.args };
  }
  throw new Error("no gauge takes a pool's share");
}

/** Waits for a form's success, and says what the page shows where it does not come. */
async function succeed(page: Page, message: string): Promise<void> {
  const success = page.getByTestId("transaction-success").filter({ hasText: message });
  try {
    await success.waitFor({ timeout: STEP_MS });
  } catch (cause) {
    const shown = (await page.locator("form").allInnerTexts()).join("\n");
    throw new Error(`"${message}" did not show; the form says: ${shown}`, { cause });
  }
}

test("one provides to a pool, stakes the share, unstakes it, and takes both sides back", {
  skip: skipReason ?? false,
}, async () => {
  const client = chain();
  const account = privateKeyToAccount(generatePrivateKey());
  await fund(client, account.address);
  const { gauge, pool, token0, token1 } = await stakeablePool(client);
  const read = { abi: erc20Abi, functionName: "balanceOf", args: [account.address] } as const;
  const shareBalance = () => client.readContract({ ...read, address: pool });
  const [symbol0, symbol1] = await Promise.all(
    [token0, token1].map((address) =>
      client.readContract({ address, abi: erc20Abi, functionName: "symbol" }),
    ),
  );
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const pageErrors: Error[] = [];
  page.on("pageerror", (error) => pageErrors.push(error));
  await injectWallet(page, account, rpcUrl);
  await page.goto(`${webUrl}/pools`);
  await connect(page);

  await page
    .getByRole("button", { name: new RegExp(`^${symbol0} / ${symbol1}`) })
    .first()
    .click();
  await page.getByRole("tab", { name: "Provide" }).click();
  await page.getByRole("button", { name: `Mint 1 000 ${symbol1}` }).click();
  await page.getByLabel("Amount").and(page.locator("input")).fill("100");
  await page.getByRole("button", { name: `Approve ${symbol1}` }).click();
  await succeed(page, "Provided");
  const provided = await shareBalance();
  assert.ok(provided > 0n);

  await page.getByRole("tab", { name: "Stake" }).click();
  await page.getByRole("button", { name: "Max" }).click();
  await page.getByRole("button", { name: "Approve LP" }).click();
  await succeed(page, "Staked");
  assert.equal(await shareBalance(), 0n);
  assert.equal(await client.readContract({ ...read, address: gauge }), 1n);

  await page.goto(`${webUrl}/positions/${account.address}`);
  const manage = page.getByRole("button", { name: "Manage" });
  const dialog = page.getByRole("dialog", { name: /stake$/ });
  await eventually("the position's dialog", async () => {
    if (!(await dialog.isVisible()) && (await manage.isVisible())) await manage.click();
    return dialog.isVisible();
  });

  await dialog.getByRole("tab", { name: "Rewards" }).click();
  await dialog.getByLabel("Send them to an address").check();
  await dialog.getByLabel("Receiver").fill(account.address);
  await dialog.getByRole("button", { name: "Save" }).click();
  await succeed(page, "Saved");
  await eventually("the preference", async () => (await text(page.locator("main"))).includes("paid to 0x"));

  await dialog.getByRole("tab", { name: "Unstake" }).click();
  await dialog.getByRole("button", { name: "Max" }).click();
  await dialog.getByRole("button", { name: "Unstake everything" }).click();
  await succeed(page, "Unstaked");
  assert.equal(await shareBalance(), provided);

  await page.goto(`${webUrl}/pools`);
  await page
    .getByRole("button", { name: new RegExp(`^${symbol0} / ${symbol1}`) })
    .first()
    .click();
  await page.getByRole("tab", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Max" }).click();
  await page.getByRole("button", { name: "Approve the pool’s share" }).click();
  await succeed(page, "Removed");
  assert.equal(await shareBalance(), 0n);
  assert.ok((await client.readContract({ ...read, address: token1 })) > 0n);
  assert.deepEqual(pageErrors, []);
  await context.close();
});
