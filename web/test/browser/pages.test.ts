import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { chain, launchBrowser, skipReason, vaultOf, webUrl } from "./stack.ts";
import { eventually, openWalletDialog } from "./steps.ts";

let browser: Browser;

before(async () => {
  if (!skipReason) browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
});

const paths = ["/", "/vaults", "/nfts", "/marketplace", "/lending", "/pools", "/keeper", "/positions"];

test("every page is made without an error and fits a phone and a desk", {
  skip: skipReason ?? false,
}, async () => {
  const vault = await vaultOf(chain(), "MILL");
  for (const width of [390, 1440]) {
    const page = await (await browser.newContext({ viewport: { width, height: 844 } })).newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    for (const path of [...paths, `/vaults/${vault.address}`]) {
      const response = await page.goto(webUrl + path);
      assert.equal(response?.status(), 200, path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await page.getByRole("alert").filter({ hasText: "does not answer" }).count(), 0, path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${path} is ${overflow} px too wide at ${width}`);
    }
    assert.deepEqual(errors, []);
    await page.context().close();
  }
});

test("without a wallet the dialog says how to get one", { skip: skipReason ?? false }, async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(webUrl);
  const dialog = await openWalletDialog(page);
  await dialog.getByText("No wallet was found in this browser").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.context().close();
});

test("the keeper's jobs are reached by arrow keys", { skip: skipReason ?? false }, async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${webUrl}/keeper`);
  const cells = page.locator("[data-cell]");
  if ((await cells.count()) < 2) {
    await page.getByText("No batches yet").or(cells.first()).waitFor();
  } else {
    const key = (await page.locator('[data-cell="0-1"]').count()) > 0 ? "ArrowRight" : "ArrowDown";
    // A key before the page has come alive does nothing, so it is tried again.
    await eventually("another job in focus", async () => {
      await cells.first().focus();
      const before = await page.evaluate(() => document.activeElement?.getAttribute("data-cell"));
      await page.keyboard.press(key);
      return (await page.evaluate(() => document.activeElement?.getAttribute("data-cell"))) !== before;
    });
  }
  await page.context().close();
});

test("an address that is none, and a vault that is none, lead nowhere", {
  skip: skipReason ?? false,
}, async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${webUrl}/vaults/0x0000000000000000000000000000000000000001`);
  await page.getByText("There is nothing at this address").waitFor();
  await page.goto(`${webUrl}/positions`);
  await page.getByLabel("Any address").fill("0x123");
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByRole("alert").filter({ hasText: "40 hexadecimal digits" }).waitFor();
  await page.context().close();
});
