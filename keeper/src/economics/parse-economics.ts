import { isAddress, parseEther } from "viem";
import { type JobKind, jobKinds } from "../observe/types.ts";
import type { EconomicsConfig, PriceSource } from "./types.ts";

/**
 * Reads gates such as `liquidate=0.001,payOut=0`: the least profit of a kind in ether.
 *
 * @throws TypeError naming what is wrong.
 */
export function parseGates(text: string): EconomicsConfig["gates"] {
  const gates: Partial<Record<JobKind, bigint>> = {};
  for (const part of partsOf(text)) {
    const [kind = "", amount = ""] = part.split("=");
    if (!jobKinds.includes(kind as JobKind)) throw new TypeError(`${kind} is no kind of job`);
    if (!/^-?\d+(\.\d{1,18})?$/.test(amount)) throw new TypeError(`${part} has no amount of ether`);
    gates[kind as JobKind] = parseEther(amount);
  }
  return gates;
}

/**
 * Reads prices such as `0xToken=feed:0xFeed:3600`, `0xToken=pool:0xPool:600` and `0xToken=native`, the numbers being the
 * oldest answer and the window of the mean, in seconds.
 *
 * @throws TypeError naming what is wrong.
 */
export function parsePrices(text: string): EconomicsConfig["prices"] {
  const prices = new Map<string, PriceSource>();
  for (const part of partsOf(text)) {
    const [token = "", source = ""] = part.split("=");
    if (!isAddress(token)) throw new TypeError(`${token} is no address of a token`);
    prices.set(token.toLowerCase(), parseSource(source));
  }
  return prices;
}

/**
 * Reads addresses with commas between them.
 *
 * @throws TypeError naming what is none.
 */
export function parseReceivers(text: string): EconomicsConfig["receivers"] {
  return partsOf(text).map((part) => {
    if (!isAddress(part)) throw new TypeError(`${part} is no address`);
    return part;
  });
}

function parseSource(source: string): PriceSource {
  const [kind, address = "", seconds = ""] = source.split(":");
  if (kind === "native" && address === "") return { kind: "native" };
  if ((kind === "feed" || kind === "pool") && isAddress(address) && /^[1-9]\d{0,6}$/.test(seconds)) {
    return kind === "feed"
      ? { kind, feed: address, maxAgeSeconds: Number(seconds) }
      : { kind, pool: address, windowSeconds: Number(seconds) };
  }
  throw new TypeError(`${source} is no native, feed:address:seconds or pool:address:seconds`);
}

function partsOf(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
