import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { type BrowserContext, chromium } from "playwright-core";
import { person } from "./devnet/chain.ts";
import { loadDevnet } from "./devnet/devnet.ts";
import { env } from "./env.ts";
import { findChromium } from "./testing/find-chromium.ts";

const flags = new Command("npm run pictures --")
  .description("Takes pictures of the dApp that npm start runs, light and dark.")
  .option("--url <url>", "where the dApp is", "http://127.0.0.1:3000")
  .option("--out <folder>", "where the pictures go", "docs/images")
  .option("--width <pixels>", "of the window", "1280")
  .option("--whole", "the whole page, not what fits the window")
  .showHelpAfterError()
  .allowExcessArguments(false)
  .parse()
  .opts<{ url: string; out: string; width: string; whole?: true }>();

const HEIGHT = 860;
const [land] = loadDevnet(".millrace/devnet/devnet.json").nftVaults;
const depositor = person("depositor", 0);

interface Picture {
  path: string;
  /** A selector of what must be in view, where the page has it. */
  show?: string;
}

/** What is taken, by the name of its file. */
const pictures: Record<string, Picture> = {
  overview: { path: "/" },
  vaults: { path: "/vaults" },
  land: { path: `/nfts/${land?.address}` },
  // Small batches come between the large ones, of which the latest may be far down.
  keeper: { path: "/keeper", show: '[data-cell$="-40"]' },
  positions: { path: `/positions/${depositor.address}` },
};

/** Takes a picture of a page in both themes, of the same moment. */
async function take(context: BrowserContext, name: string, { path, show }: Picture): Promise<void> {
  const page = await context.newPage();
  await page.goto(flags.url + path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  // Items draw themselves on the chain, after the page is there.
  await page.locator("main .animate-pulse").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready");
  // No scroll bar is drawn, so its gutter would look like a margin that somebody forgot.
  await page.addStyleTag({ content: "html { scrollbar-gutter: auto !important }" });
  const wanted = show && page.locator(show).first();
  if (wanted && (await wanted.count()) > 0) await wanted.scrollIntoViewIfNeeded();
  for (const theme of ["light", "dark"]) {
    await page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    const file = join(flags.out, `${name}-${theme}.png`);
    await page.screenshot({ path: file, fullPage: flags.whole === true });
    process.stdout.write(`${file}  ${Math.round(statSync(file).size / 1024)} KB\n`);
  }
  await page.close();
}

const executablePath = findChromium(env.CHROMIUM_PATH);
if (!executablePath) throw new Error("no Chromium can be had; set CHROMIUM_PATH");
mkdirSync(flags.out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    viewport: { width: Number(flags.width), height: HEIGHT },
  });
  for (const [name, picture] of Object.entries(pictures)) await take(context, name, picture);
} finally {
  await browser.close();
}
