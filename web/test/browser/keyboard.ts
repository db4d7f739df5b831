import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { eventually, STEP_MS } from "./steps.ts";

/** More stops than these no page here has. */
const MOST_STOPS = 150;

/** What has the focus, and whether that shows. */
interface Focus {
  /** Its text or name; empty for the page itself. */
  name: string;
  visible: boolean;
}

/** Looks at what has the focus: it must have a size, be in view, and wear an outline, or be in a box that does. */
async function focusOf(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "", visible: false };
    const box = element.getBoundingClientRect();
    const inView =
      box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0;
    const outlined = [element, element.parentElement].some((one) => {
      const style = one && getComputedStyle(one);
      return style && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    });
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
    return { name: `${element.tagName} ${name.slice(0, 60)}`, visible: inView && outlined };
  });
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Whether anything in the page has the focus, so that Tab goes on from there. */
export function somethingHasFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
}

/** Goes by Tab alone to an element, and sees to it that the focus shows at every stop on the way. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ timeout: STEP_MS });
  const stops: string[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press("Tab");
    const { name, visible } = await focusOf(page);
    // Beyond the last stop is the browser's own frame, which here is nothing.
    assert.ok(visible || name === "", `the focus does not show at ${name}`);
    if (await hasFocus(target)) return;
    stops.push(name);
  }
  assert.fail(`no way by Tab to ${target}; the stops were ${stops.join(" | ")}`);
}

/** Goes by Tab to an element and presses it. */
export async function press(page: Page, target: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes through a dialog by Tab, more often than it has stops, and sees to it that the focus never leaves. */
export async function assertTrapped(page: Page, dialog: Locator): Promise<void> {
  await dialog.waitFor({ timeout: STEP_MS });
  const inside = () => dialog.evaluate((element) => element.contains(document.activeElement));
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let count = 0; count < 12; count++) {
      await page.keyboard.press(key);
      // At either end the focus comes back by a stop that nobody sees.
      await eventually(`the focus inside the dialog after ${key}`, inside);
    }
  }
}
