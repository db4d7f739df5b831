import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { WALLET_NAME } from "./injected-wallet.ts";

/** How long a step that is mined, indexed and shown may take, in milliseconds. */
export const STEP_MS = 45_000;

/** What an element says. */
export async function text(locator: Locator): Promise<string> {
  return (await locator.textContent())?.trim() ?? "";
}

/** Waits until `probe` holds: the page reads the chain every few seconds. */
export async function eventually(what: string, probe: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + STEP_MS;
  while (performance.now() < deadline) {
    if (await probe()) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  assert.fail(`${what} did not show within ${STEP_MS / 1000} s`);
}

/** Opens the dialog in which a wallet is chosen. */
export async function openWalletDialog(page: Page): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: "Connect a wallet" });
  // A click before the page has come alive does nothing, so it is tried again.
  await eventually("the wallet dialog", async () => {
    if (!(await dialog.isVisible())) await page.getByRole("button", { name: "Connect", exact: true }).click();
    return dialog.isVisible();
  });
  return dialog;
}

/** Connects the injected wallet by the dialog. */
export async function connect(page: Page): Promise<void> {
  const dialog = await openWalletDialog(page);
  await dialog.getByRole("button", { name: WALLET_NAME }).click();
  await page.getByRole("button", { name: /^Account 0x/ }).waitFor({ timeout: STEP_MS });
}
