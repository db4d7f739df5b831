import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, erc20Abi, type LocalAccount, maxUint256 } from "viem";
import { type DevnetClient, person } from "./chain.ts";
import { type Devnet, type DevnetPool, tokenOf } from "./devnet.ts";
import { moveFeeds } from "./feeds.ts";
import { type TokenSymbol, worth } from "./market.ts";
import type { Random } from "./random.ts";
import { fundEther, marketPeople } from "./seed.ts";
import { type Call, call, type Waves } from "./wave.ts";

const TRADERS = 16;
const RENTERS = 8;
const DAY = 86_400n;
const FOREVER = 2n ** 48n;

/** Makes the devnet live: people trade, rent, stake and move money, so that real yield accrues. */
export interface Traffic {
  /** Gives the people what they need; once a devnet. */
  prepare(): Promise<void>;
  /** One round of actions by several people; returns how many transactions that were. */
  step(): Promise<number>;
}

export function createTraffic(client: DevnetClient, waves: Waves, devnet: Devnet, random: Random): Traffic {
  const traders = Array.from({ length: TRADERS }, (_, index) => person("trader", index));
  const renters = Array.from({ length: RENTERS }, (_, index) => person("renter", index));
  const { lenders, borrowers } = marketPeople();
  const { router } = devnet.deployment;
  const usdc = tokenOf(devnet, "USDC").address;
  const mill = tokenOf(devnet, "MILL").address;
  const tokenAddresses = new Set(devnet.tokens.map(({ address }) => address));

  const balanceOf = (token: Address, who: LocalAccount) =>
    client.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [who.address] });

  return {
    async prepare() {
      await fundEther(client, [...traders, ...renters]);
      const mintTo = (who: LocalAccount, usd: number) =>
        devnet.tokens.map(({ address, symbol }) =>
          call(who, address, devnetTokenAbi, "mint", [who.address, worth(symbol as TokenSymbol, usd)]),
        );
      await waves.send([
        ...traders.flatMap((who) => [
          ...mintTo(who, 200_000),
          ...devnet.tokens.map(({ address }) =>
            call(who, address, erc20Abi, "approve", [router, maxUint256]),
          ),
          ...devnet.nftVaults.map(({ address }) =>
            call(who, address, erc20Abi, "approve", [router, maxUint256]),
          ),
          ...devnet.gauges
            .filter(({ stakeToken }) => stakeToken === mill)
            .map(({ address }) => call(who, mill, erc20Abi, "approve", [address, maxUint256])),
        ]),
        ...renters.flatMap((who) => [
          ...mintTo(who, 50_000),
          ...devnet.nftVaults.map(({ address }) =>
            call(who, usdc, erc20Abi, "approve", [address, maxUint256]),
          ),
        ]),
      ]);
    },
    async step() {
      const calls: Call[] = [];
      // One action a person, so that no action of a wave rests on another's outcome.
      const free = [...traders];
      for (const pool of devnet.pools) {
        const trader = free.splice(random.between(0, free.length - 1), 1)[0];
        if (trader) calls.push(...(await swap(trader, pool)));
      }
      for (const [index, renter] of renters.entries()) {
        if (random.next() < 0.4) calls.push(...(await rent(renter, index)));
      }
      const staker = free[0];
      if (staker) calls.push(...(await stakeMill(staker)));
      const mover = person("depositor", random.between(0, 319));
      calls.push(...(await moveMoney(mover)));
      calls.push(...(await lend(random.pick(lenders))), ...(await owe(random.pick(borrowers))));
      // Within 2 % of where the pools trade.
      calls.push(...(await moveFeeds(client, devnet, 0.98 + random.next() * 0.04)));
      await waves.send(calls);
      return calls.length;
    },
  };

  /** Trades a random amount either way. */
  async function swap(who: LocalAccount, pool: DevnetPool): Promise<Call[]> {
    const [balanceA, balanceB] = await Promise.all([
      balanceOf(pool.tokenA, who),
      balanceOf(pool.tokenB, who),
    ]);
    const isItem = !tokenAddresses.has(pool.tokenA) || !tokenAddresses.has(pool.tokenB);
    const usd = isItem ? random.between(2, 20) : random.between(100, 4_000);
    const fromA = random.next() < 0.5;
    const [tokenIn, tokenOut, balance] = fromA
      ? [pool.tokenA, pool.tokenB, balanceA]
      : [pool.tokenB, pool.tokenA, balanceB];
    const symbol = devnet.tokens.find(({ address }) => address === tokenIn)?.symbol;
    const wanted = symbol ? worth(symbol as TokenSymbol, usd) : balance / 4n;
    const amountIn = wanted < balance ? wanted : balance;
    if (amountIn === 0n) return [];
    const hops = [{ tokenOut, feePips: pool.feePips, shard: pool.shard, curve: pool.curve }];
    return [
      call(who, router, routerAbi, "swapExactIn", [
        { tokenIn, hops, amountIn, amountOut: 0n, to: who.address, deadline: FOREVER },
      ]),
    ];
  }

  /**
   * Rents an item that is free, of a vault with room for another rental, for one to three days; renters of one wave look
   * in different lanes, since two of them could find the same last item.
   */
  async function rent(who: LocalAccount, renter: number): Promise<Call[]> {
    const { address } = random.pick(devnet.nftVaults.filter(({ rentable }) => rentable));
    const lane = BigInt(2 * renter + random.between(0, 1));
    const nftVault = { address, abi: nftVaultAbi } as const;
    const ids = await client.readContract({ ...nftVault, functionName: "redeemable", args: [lane, 0n, 50n] });
    if (ids.length === 0) return [];
    const args = [random.pick(ids), who.address, BigInt(random.between(1, 3)) * DAY, maxUint256] as const;
    try {
      await client.simulateContract({ ...nftVault, functionName: "rent", args, account: who.address });
    } catch {
      // The lane's share of items that may be out on rent is used up: nobody rents this time.
      return [];
    }
    return [call(who, address, nftVaultAbi, "rent", args)];
  }

  async function stakeMill(who: LocalAccount): Promise<Call[]> {
    const gauge = devnet.gauges.find(({ stakeToken }) => stakeToken === mill);
    const balance = await balanceOf(mill, who);
    if (!gauge || balance === 0n) return [];
    return [call(who, gauge.address, gaugeAbi, "stake", [balance / 20n, who.address])];
  }

  /** A lender takes a part out of a market, or brings more. */
  async function lend(who: LocalAccount): Promise<Call[]> {
    for (const { address, asset } of devnet.markets) {
      const [shares, most] = await Promise.all([
        balanceOf(address, who),
        client.readContract({
          ...{ address, abi: marketAbi, functionName: "maxRedeem", args: [who.address] },
        }),
      ]);
      if (shares === 0n) continue;
      const assets = await balanceOf(asset, who);
      if (assets > 10n && random.next() < 0.5)
        return [call(who, address, marketAbi, "deposit", [assets / 3n, who.address])];
      if (most > 10n)
        return [call(who, address, marketAbi, "redeem", [most / 10n, who.address, who.address])];
    }
    return [];
  }

  /** A borrower repays a part of the debt, or borrows a part of what is still possible. */
  async function owe(who: LocalAccount): Promise<Call[]> {
    for (const { address, asset } of devnet.markets) {
      const market = { address, abi: marketAbi, args: [who.address] } as const;
      const [debt, most, cash, assets] = await Promise.all([
        client.readContract({ ...market, functionName: "debtOf" }),
        client.readContract({ ...market, functionName: "maxDebtOf" }),
        client.readContract({ address, abi: marketAbi, functionName: "totalCash" }),
        balanceOf(asset, who),
      ]);
      if (most === 0n) continue;
      const part = debt / 10n < assets ? debt / 10n : assets;
      if (part > 1n && random.next() < 0.5)
        return [call(who, address, marketAbi, "repay", [part, who.address])];
      const room = most > debt ? (most - debt) / 4n : 0n;
      const amount = room < cash / 10n ? room : cash / 10n;
      if (amount > 1n) return [call(who, address, marketAbi, "borrow", [amount, who.address, who.address])];
    }
    return [];
  }

  /** A depositor takes a part out of a vault, or puts it back. */
  async function moveMoney(who: LocalAccount): Promise<Call[]> {
    for (const { address, asset } of devnet.vaults) {
      const shares = await balanceOf(address, who);
      if (shares === 0n) continue;
      const assets = await balanceOf(asset, who);
      if (assets > 0n && random.next() < 0.6)
        return [call(who, address, vaultAbi, "deposit", [assets / 2n, who.address])];
      return [call(who, address, vaultAbi, "redeem", [shares / 10n, who.address, who.address])];
    }
    return [];
  }
}
