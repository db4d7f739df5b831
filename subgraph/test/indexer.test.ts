import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, type Hex, numberToHex, toFunctionSelector, zeroAddress } from "viem";
import { deployMarket, type Market, playRound, usd } from "./helpers/deployMarket.ts";
import { startTestIndexer, type TestIndexer } from "./helpers/indexing.ts";
import { type Anvil, account, startAnvil } from "./helpers/startAnvil.ts";

describe("an indexed chain", () => {
  let anvil: Anvil;
  let market: Market;
  let indexer: TestIndexer;

  before(async () => {
    anvil = await startAnvil();
    market = await deployMarket(anvil.client);
    await playRound(anvil.client, market, 0);
    // Starts in the middle: what is there is read in one go, the rest block by block.
    indexer = await startTestIndexer(anvil.url, market.deployment);
    await reachHead();
    await playRound(anvil.client, market, 1);
    await reachHead();
  });

  after(async () => {
    await indexer?.stop();
    await anvil?.stop();
  });

  const reachHead = async () => indexer.reach((await anvil.client.getBlock()).hash);

  async function ask(query: string, variables: Record<string, unknown> = {}) {
    const { data, errors } = await indexer.query(query, variables);
    assert.equal(errors, undefined);
    return data;
  }

  test("vault positions and lanes equal what the contracts answer", async () => {
    const { vaults } =
      await ask(`{ vaults { nodes { address totalSupply fullRay unlockedRay lastReport paused buffer
      laneCash positionCount strategies { strategy shares } } } }`);
    assert.equal(vaults.nodes.length, 2);
    for (const vault of vaults.nodes) {
      const at = { abi: vaultAbi, address: vault.address as Address } as const;
      const read = anvil.client.readContract;
      assert.equal(vault.totalSupply, String(await read({ ...at, functionName: "totalSupply" })));
      assert.equal(vault.fullRay, String(await read({ ...at, functionName: "fullPriceRay" })));
      assert.equal(vault.unlockedRay, String(await read({ ...at, functionName: "unlockedPriceRay" })));
      assert.equal(vault.lastReport, String(await read({ ...at, functionName: "lastReport" })));
      assert.equal(vault.buffer, String(await read({ ...at, functionName: "buffer" })));
      assert.ok(vault.laneCash.some((cash: string) => cash !== "0"));
      for (const [lane, cash] of vault.laneCash.entries()) {
        assert.equal(cash, String(await read({ ...at, functionName: "laneCash", args: [BigInt(lane)] })));
      }
      const listed = await read({ ...at, functionName: "strategies" });
      assert.deepEqual(
        vault.strategies.map((s: { strategy: string }) => s.strategy),
        listed.map((a) => a.toLowerCase()),
      );
      for (const { strategy, shares } of vault.strategies) {
        const held = await read({
          ...at,
          address: strategy,
          functionName: "balanceOf",
          args: [vault.address],
        });
        assert.ok(held > 0n);
        assert.equal(shares, String(held));
      }
    }

    const { vaultPositions } = await ask(
      "{ vaultPositions { totalCount nodes { owner shares assets vault { address } } } }",
    );
    assert.equal(
      vaultPositions.totalCount,
      vaults.nodes.reduce((sum: number, vault: { positionCount: number }) => sum + vault.positionCount, 0),
    );
    for (const { owner, shares, assets, vault } of vaultPositions.nodes) {
      const at = { abi: vaultAbi, address: vault.address } as const;
      const balance = await anvil.client.readContract({ ...at, functionName: "balanceOf", args: [owner] });
      assert.equal(shares, String(balance));
      const worth = await anvil.client.readContract({
        ...at,
        functionName: "convertToAssets",
        args: [balance],
      });
      assert.equal(assets, String(worth));
    }
  });

  test("gauge positions equal what the contracts answer, to the unit", async () => {
    const { gauges } = await ask(`{ gauges { nodes { address totalStake epoch epochStart positionCount
      rewards { token { address } claimed notified pending periodFinish } } } }`);
    let pendingSum = 0n;
    for (const gauge of gauges.nodes) {
      const at = { abi: gaugeAbi, address: gauge.address as Address } as const;
      assert.equal(
        gauge.totalStake,
        String(await anvil.client.readContract({ ...at, functionName: "totalStake" })),
      );
      const [epoch, start] = await anvil.client.readContract({ ...at, functionName: "epoch" });
      assert.deepEqual([gauge.epoch, gauge.epochStart], [String(epoch), String(start)]);
      const tokens = await anvil.client.readContract({ ...at, functionName: "rewardTokens" });
      assert.deepEqual(
        gauge.rewards.map((reward: { token: { address: string } }) => reward.token.address),
        tokens.map((token) => token.toLowerCase()),
      );
      for (const { token, notified, pending, periodFinish } of gauge.rewards) {
        const lanes = await anvil.client.readContract({ ...at, functionName: "lanes" });
        let inLanes = 0n;
        for (let lane = 0n; lane < lanes; lane++) {
          const args = [lane, token.address] as const;
          const [waits] = await anvil.client.readContract({ ...at, functionName: "laneReward", args });
          inLanes += waits;
        }
        assert.equal(pending, String(inLanes));
        const args = [token.address] as const;
        const stream = await anvil.client.readContract({ ...at, functionName: "rewardOf", args });
        assert.deepEqual([notified, periodFinish], [String(stream.funded), String(stream.periodFinish)]);
        if (gauge.address === market.nftGauge.toLowerCase()) pendingSum += inLanes;
      }
    }
    assert.ok(pendingSum > 0n, "something waits for a settlement");
    const { gaugePositions } = await ask(`{ gaugePositions { nodes { tokenId owner stake payout payoutTarget
      bountyBps gauge { address } claimable { amount } } } }`);
    // Of two rounds: a position each of two accounts, and three by splitting, of which one was merged away.
    assert.equal(gaugePositions.nodes.length, 8);
    assert.equal(gauges.nodes[0].positionCount, 8);
    let credited = 0;
    for (const position of gaugePositions.nodes) {
      const { tokenId, owner, stake, gauge, claimable, payout, payoutTarget, bountyBps } = position;
      const at = { abi: gaugeAbi, address: gauge.address as Address } as const;
      const id = BigInt(tokenId);
      const read = anvil.client.readContract;
      assert.equal(owner, (await read({ ...at, functionName: "ownerOf", args: [id] })).toLowerCase());
      assert.equal(stake, String(await read({ ...at, functionName: "stakeOf", args: [id] })));
      const amounts = await read({ ...at, functionName: "claimable", args: [id] });
      assert.deepEqual(
        claimable.map((c: { amount: string }) => c.amount),
        amounts.map(String),
      );
      const [mode, target] = await read({ ...at, functionName: "payoutOf", args: [id] });
      assert.deepEqual(
        [payout, payoutTarget ?? `0x${"0".repeat(40)}`],
        [["HOLD", "PAY", "DEPOSIT"][mode], target.toLowerCase()],
      );
      assert.equal(bountyBps, Number(await read({ ...at, functionName: "bountyOf", args: [id] })));
      credited += amounts.filter((amount) => amount > 0n).length;
    }
    assert.ok(credited > 0);
  });

  test("pools and their positions equal what the contract answers", async () => {
    const { pools, poolPositions } =
      await ask(`{ pools { nodes { address reserve0 reserve1 totalSupply swapCount } }
      poolPositions { nodes { owner liquidity pool { address } } } }`);
    const [pool] = pools.nodes;
    const at = { abi: poolAbi, address: pool.address as Address } as const;
    const [reserve0, reserve1] = await anvil.client.readContract({ ...at, functionName: "reserves" });
    assert.deepEqual([pool.reserve0, pool.reserve1], [String(reserve0), String(reserve1)]);
    assert.equal(
      pool.totalSupply,
      String(await anvil.client.readContract({ ...at, functionName: "totalSupply" })),
    );
    assert.equal(pool.swapCount, 2);
    assert.ok(poolPositions.nodes.length >= 2);
    for (const { owner, liquidity } of poolPositions.nodes) {
      const balance = await anvil.client.readContract({ ...at, functionName: "balanceOf", args: [owner] });
      assert.equal(liquidity, String(balance));
    }
  });

  test("markets, their positions and liquidations equal what the contract answers", async () => {
    const { markets } = await ask(`{ markets { nodes { address totalSupply unlockedRay fullRay indexRay
      ratePerSecondRay utilisationWad cash debt positionCount borrowerCount supplyCap
      asset { symbol } collateral { symbol } } } }`);
    assert.equal(markets.nodes.length, 1);
    const [row] = markets.nodes;
    const at = { abi: marketAbi, address: market.lending } as const;
    const read = anvil.client.readContract;
    assert.equal(row.totalSupply, String(await read({ ...at, functionName: "totalSupply" })));
    assert.equal(row.unlockedRay, String(await read({ ...at, functionName: "unlockedPriceRay" })));
    assert.equal(row.fullRay, String(await read({ ...at, functionName: "fullPriceRay" })));
    assert.equal(row.indexRay, String(await read({ ...at, functionName: "borrowIndexRay" })));
    assert.equal(row.ratePerSecondRay, String(await read({ ...at, functionName: "ratePerSecondRay" })));
    const accruals = await anvil.client.getContractEvents({ ...at, eventName: "Accrue", fromBlock: 0n });
    assert.equal(row.utilisationWad, String(accruals.at(-1)?.args.utilisationWad));
    assert.equal(row.cash, String(await read({ ...at, functionName: "totalCash" })));
    assert.equal(row.debt, String(await read({ ...at, functionName: "totalDebt" })));
    assert.deepEqual([row.asset.symbol, row.collateral.symbol], ["USDC", "MILL"]);

    const { marketPositions } = await ask(
      "{ marketPositions { nodes { owner shares assets collateral debt } } }",
    );
    assert.equal(
      row.borrowerCount,
      marketPositions.nodes.filter((p: { debt: string }) => p.debt !== "0").length,
    );
    assert.equal(
      row.positionCount,
      marketPositions.nodes.filter((p: { shares: string }) => p.shares !== "0").length,
    );
    for (const position of marketPositions.nodes) {
      const args = [position.owner as Address] as const;
      const shares = await read({ ...at, functionName: "balanceOf", args });
      assert.equal(position.shares, String(shares));
      assert.equal(
        position.assets,
        String(await read({ ...at, functionName: "convertToAssets", args: [shares] })),
      );
      assert.equal(position.debt, String(await read({ ...at, functionName: "debtOf", args })));
      const { collateral } = await read({ ...at, functionName: "positionOf", args });
      assert.equal(position.collateral, String(collateral));
    }
    const { account: own } = await ask(
      `{ account(address: "${account(0).address}") { marketPositions { debt } } }`,
    );
    assert.ok(BigInt(own.marketPositions[0].debt) > 0n);

    const { liquidations } = await ask(
      "{ liquidations { totalCount nodes { borrower liquidator assets seizedCollateral badDebtAssets } } }",
    );
    const events = await anvil.client.getContractEvents({ ...at, eventName: "Liquidate", fromBlock: 0n });
    assert.equal(liquidations.totalCount, events.length);
    assert.deepEqual(
      liquidations.nodes.toReversed(),
      events.map(({ args }) => ({
        borrower: args.borrower?.toLowerCase(),
        liquidator: args.sender?.toLowerCase(),
        assets: String(args.assets),
        seizedCollateral: String(args.seizedCollateral),
        badDebtAssets: String(args.badDebtAssets),
      })),
    );
    assert.ok(liquidations.nodes.some((l: { badDebtAssets: string }) => l.badDebtAssets !== "0"));
  });

  test("items, rentals and item tokens equal what the contract answers", async () => {
    const { nftVaults, items, nftVaultPositions, rentals } = await ask(`{
      nftVaults { nodes { address held rented totalSupply rentCollected rentPaid gauge { address } } }
      items { nodes { tokenId state lane rentedUntil user reserved reservedFor recalled pricePerSecondWad } }
      nftVaultPositions { nodes { owner balance } }
      rentals { totalCount nodes { tokenId user expires } } }`);
    const [vault] = nftVaults.nodes;
    const at = { abi: nftVaultAbi, address: vault.address as Address } as const;
    assert.equal(vault.gauge.address, market.nftGauge.toLowerCase());
    const states = { POOLED: 0, RESERVED: 0, RENTED: 0, REDEEMED: 0 };
    for (const { tokenId, state, lane, rentedUntil } of items.nodes) {
      const [held, inLane, until] = await anvil.client.readContract({
        ...{ ...at, functionName: "itemOf", args: [BigInt(tokenId)] },
      });
      states[state as keyof typeof states]++;
      assert.equal(state !== "REDEEMED", held);
      assert.equal(rentedUntil, String(until));
      if (held) assert.equal(lane, Number(inLane));
    }
    assert.deepEqual(states, { POOLED: 2, RESERVED: 2, RENTED: 2, REDEEMED: 2 });
    assert.deepEqual([vault.held, vault.rented, rentals.totalCount], [6, 2, 2]);
    const reserved = items.nodes.filter((item: { reserved: boolean }) => item.reserved);
    const kept = reserved.map((item: { reservedFor: string; recalled: boolean }) => [
      ...[item.reservedFor, item.recalled],
    ]);
    assert.deepEqual(kept, [
      [account(0).address.toLowerCase(), false],
      [account(1).address.toLowerCase(), true],
    ]);
    // What is not collected is there: earned, or for time to come.
    let inLanes = 0n;
    for (let lane = 0n; lane < 4n; lane++) {
      const read = { ...at, args: [lane] } as const;
      const [rent] = await anvil.client.readContract({ ...read, functionName: "laneIncome" });
      inLanes += rent + (await anvil.client.readContract({ ...read, functionName: "laneUnearned" }));
    }
    assert.equal(BigInt(vault.rentCollected) + inLanes, BigInt(vault.rentPaid));
    let sum = 0n;
    for (const { owner, balance } of nftVaultPositions.nodes) {
      const read = {
        abi: vaultAbi,
        address: vault.address,
        functionName: "balanceOf",
        args: [owner],
      } as const;
      assert.equal(balance, String(await anvil.client.readContract(read)));
      sum += BigInt(balance);
    }
    assert.equal(String(sum), vault.totalSupply);
    const rented = await ask("{ items(state: RENTED) { totalCount } }");
    assert.equal(rented.items.totalCount, 2);
  });

  test("orders and trades are those of the events, in the state that the marketplace says", async () => {
    const { orders, trades } = await ask(`{
      orders { nodes { hash kind state maker nonce counter price signature currency { symbol } } }
      trades { nodes { orderHash kind maker taker tokenId price royalty fee user expires } } }`);
    const { marketplace, orderBook } = market.deployment;
    const at = { abi: marketplaceAbi, address: marketplace } as const;
    const published = await anvil.client.getContractEvents({
      ...{ abi: orderBookAbi, address: orderBook, eventName: "PublishOrder", fromBlock: 0n },
    });
    assert.deepEqual(
      orders.nodes.map((order: { hash: string }) => order.hash).toReversed(),
      published.map(({ args }) => args.orderHash),
    );
    const states = orders.nodes.map((order: { state: string }) => order.state).toSorted();
    assert.deepEqual(states, [
      ...["CANCELLED", "CANCELLED", "CANCELLED", "CANCELLED", "FILLED", "FILLED", "FILLED", "OPEN"],
    ]);
    for (const { args } of published) {
      const { order, signature } = args;
      if (!order || !signature) throw new Error("no order");
      const durationSeconds = BigInt(order.minSeconds);
      const fill = { order, signature, id: order.id, durationSeconds, minProceeds: 0n, to: order.maker };
      const [, open] = await anvil.client.readContract({ ...at, functionName: "quote", args: [fill] });
      const shown = orders.nodes.find(({ hash }: { hash: string }) => hash === args.orderHash);
      assert.equal(shown.state === "OPEN", open);
      assert.deepEqual([shown.signature, shown.currency.symbol], [signature, "USDC"]);
    }
    const open = await ask("{ orders(open: true) { totalCount nodes { kind state } } }");
    assert.deepEqual(open.orders.nodes, [{ kind: "COLLECTION_OFFER", state: "OPEN" }]);
    assert.equal(open.orders.totalCount, 1);

    const fills = await anvil.client.getContractEvents({ ...at, eventName: "FillOrder", fromBlock: 0n });
    const rents = await anvil.client.getContractEvents({ ...at, eventName: "RentOrder", fromBlock: 0n });
    const rentOf = (orderHash: Hex | undefined) =>
      rents.find(({ args }) => args.orderHash === orderHash)?.args;
    const kinds = ["SALE", "OFFER", "COLLECTION_OFFER", "RENTAL"];
    assert.deepEqual(
      trades.nodes.toReversed(),
      fills.map(({ args }) => ({
        kind: kinds[args.kind ?? 0],
        user: rentOf(args.orderHash)?.user?.toLowerCase() ?? null,
        expires: rentOf(args.orderHash)?.expires?.toString() ?? null,
        ...{ orderHash: args.orderHash, maker: args.maker?.toLowerCase(), taker: args.taker?.toLowerCase() },
        ...{ tokenId: String(args.id), price: String(args.price) },
        ...{ royalty: String(args.royalty), fee: String(args.fee) },
      })),
    );
    assert.equal(rents.length, 1);
    const royal = ({ kind, royalty }: { kind: string; royalty: string }) =>
      (kind === "RENTAL") === (royalty === "0");
    assert.ok(trades.nodes.every(royal));
  });

  test("orders, trades, items and rentals are found by what they are of", async () => {
    const { collection, wrapper, usdc } = market;
    const found = await ask(
      `query ($collection: String!, $wrapper: String!, $usdc: String!) {
        all: orders { nodes { kind tokenId price currency { address } } }
        some: orders(kinds: [SALE, RENTAL], maxPrice: "${usd(500)}") { nodes { kind price } }
        paid: orders(currency: $usdc) { totalCount }
        native: orders(currency: "${zeroAddress}") { totalCount }
        rentals: orders(collection: $wrapper, tokenId: "14") { nodes { kind } }
        trades(collection: $wrapper, tokenId: "14") { nodes { kind } }
        others: trades(collection: $wrapper, tokenId: "15") { totalCount }
        items(collection: $collection, held: true) { nodes { tokenId state rentPaid } }
        none: items(collection: $wrapper) { totalCount }
        every: rentals { nodes { tokenId paid } }
        its: rentals(collection: $collection, tokenId: "0") { nodes { tokenId paid } }
      }`,
      { collection, wrapper, usdc },
    );
    type Row = { kind: string; tokenId: string; price: string; paid: string };
    const count = (fits: (order: Row) => boolean) => found.all.nodes.filter(fits).length;
    const cheap = ({ kind, price }: Row) => ["SALE", "RENTAL"].includes(kind) && BigInt(price) <= usd(500);
    assert.ok(found.some.nodes.length > 0 && found.some.nodes.every(cheap));
    assert.equal(found.some.nodes.length, count(cheap));
    assert.deepEqual([found.paid.totalCount, found.native.totalCount], [found.all.nodes.length, 0]);
    assert.deepEqual(found.rentals.nodes, [{ kind: "RENTAL" }]);
    assert.deepEqual(found.trades.nodes, [{ kind: "RENTAL" }]);
    assert.deepEqual([found.others.totalCount, found.none.totalCount], [0, 0]);
    assert.ok(found.items.nodes.every(({ state }: { state: string }) => state !== "REDEEMED"));
    assert.deepEqual(
      found.its.nodes,
      found.every.nodes.filter(({ tokenId }: Row) => tokenId === "0"),
    );
    const paid = found.its.nodes.reduce((sum: bigint, row: Row) => sum + BigInt(row.paid), 0n);
    const item = found.items.nodes.find(({ tokenId }: Row) => tokenId === "0");
    assert.ok(paid > 0n && item?.rentPaid === String(paid));
  });

  test("claims, payouts and keeper batches are those of the events", async () => {
    const { claims, payouts, batches, batch, gauge } = await ask(
      `query ($gauge: String!) {
        claims(gauge: $gauge) { nodes { token { address } amount } }
        payouts { nodes { mode target skipped reason } }
        batches { nodes { number } }
        batch(number: "2") { jobCount firstBlock lastBlock jobs { key target selector sender block gasUsed transactionHash } }
        gauge(address: $gauge) { rewards { token { address } claimed } } }`,
      { gauge: market.gauge },
    );
    for (const { token, claimed } of gauge.rewards) {
      const amounts = claims.nodes.filter((claim: { token: object }) =>
        isDeepStrictEqual(claim.token, token),
      );
      const sum = amounts.reduce(
        (total: bigint, { amount }: { amount: string }) => total + BigInt(amount),
        0n,
      );
      assert.ok(sum > 0n);
      assert.equal(claimed, String(sum));
    }
    const paid = { mode: "PAY", target: account(3).address.toLowerCase(), skipped: false, reason: null };
    const withBounty = { ...paid, target: account(2).address.toLowerCase() };
    assert.deepEqual(payouts.nodes, [withBounty, paid, withBounty, paid]);
    assert.deepEqual(batches.nodes, [{ number: "2" }, { number: "1" }]);
    const [job] = batch.jobs;
    assert.deepEqual([batch.jobCount, batch.jobs.length], [1, 1]);
    assert.deepEqual([batch.firstBlock, batch.lastBlock], [job.block, job.block]);
    assert.equal(job.key, numberToHex(2, { size: 32 }));
    assert.equal(job.target, market.gauge.toLowerCase());
    assert.equal(job.selector, toFunctionSelector("function settle()"));
    const { gasUsed, from } = await anvil.client.getTransactionReceipt({ hash: job.transactionHash });
    assert.deepEqual([job.gasUsed, job.sender], [String(gasUsed), from]);
  });

  test("keeps an event that has no table of its own as it is", async () => {
    const rows = (await indexer.rows()).otherEvents as { instance: string; name: string; args: string }[];
    const target = market.gauge.toLowerCase();
    const allowed = rows.find(({ name, args }) => name === "SetTarget" && JSON.parse(args).target === target);
    assert.equal(allowed?.instance, market.deployment.executor.toLowerCase());
    assert.deepEqual(JSON.parse(allowed?.args ?? "{}"), {
      target,
      selector: toFunctionSelector("function settle()"),
      allowed: true,
    });
  });

  test("pages by cursors, in both directions, without a gap", async () => {
    const all = await ask("{ activity(first: 500) { totalCount nodes { id kind block } } }");
    const ids: string[] = all.activity.nodes.map(({ id }: { id: string }) => id);
    assert.equal(ids.length, all.activity.totalCount);
    const blocks = all.activity.nodes.map(({ block }: { block: string }) => Number(block));
    assert.deepEqual(
      blocks,
      blocks.toSorted((a: number, b: number) => b - a),
    );

    const paged: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: {
        activity: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      } = await ask(
        "query ($after: String) { activity(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
        { after },
      );
      paged.push(...page.activity.nodes.map(({ id }) => id));
      if (!page.activity.pageInfo.hasNextPage) break;
      after = page.activity.pageInfo.endCursor;
    }
    assert.deepEqual(paged, ids);

    const last = await ask("{ activity(last: 3) { edges { cursor node { id } } } }");
    assert.deepEqual(
      last.activity.edges.map((edge: { node: { id: string } }) => edge.node.id),
      ids.slice(-3),
    );
  });

  test("finds by node id and by address in any case, and says null for what is not there", async () => {
    const { vault, none } = await ask(
      `query ($a: String!) { vault(address: $a) { id reports { totalCount } } none: pool(address: $a) { id } }`,
      { a: market.vault },
    );
    assert.equal(vault.reports.totalCount, 2);
    assert.equal(none, null);
    const { node } = await ask("query ($id: ID!) { node(id: $id) { ... on Vault { symbol } } }", {
      id: vault.id,
    });
    assert.equal(node.symbol, "oUSDC");
    const { account } = await ask(
      "query ($a: String!) { account(address: $a) { vaultPositions { shares } gaugePositions { tokenId } rentals { tokenId } } }",
      { a: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" },
    );
    assert.ok(
      account.vaultPositions.length > 0 && account.gaugePositions.length > 0 && account.rentals.length > 0,
    );
  });

  test("refuses bad arguments in words, and queries that cost too much", async () => {
    const errorOf = async (query: string) => (await indexer.query(query)).errors?.[0]?.message ?? "";
    assert.match(await errorOf('{ vault(address: "0x12") { id } }'), /0x12 is not an address/);
    assert.match(await errorOf('{ vaults(after: "!") { totalCount } }'), /cursor/);
    assert.match(await errorOf('{ batch(number: "x") { number } }'), /decimal string/);
    const nested = "vaults(first: 1000) { nodes { reports(first: 1000) { nodes { gain } } } }";
    assert.match(await errorOf(`{ ${nested} }`), /complexity/i);
  });

  test("masks what went wrong inside", async () => {
    const { errors } = await indexer.query('{ node(id: "VmF1bHQ6eA==") { id } }');
    assert.equal(errors?.[0]?.message, "Unexpected error.");
  });

  test("asks the database in batches, however many positions are read", async () => {
    const countQueries = async (first: number): Promise<number> => {
      const before = indexer.selects();
      await ask(
        `query ($first: Int) {
          vaultPositions(first: $first) { nodes { assets vault { asset { symbol } strategies { shares } } } }
          gaugePositions(first: $first) { nodes { claimable { token { symbol } } gauge { rewards { claimed } } } } }`,
        { first },
      );
      return indexer.selects() - before;
    };
    const one = await countQueries(1);
    assert.equal(await countQueries(100), one);
  });

  test("a reorganisation leaves the rows that a fresh index has", async () => {
    const forked = await anvil.client.getBlockNumber();
    await playRound(anvil.client, market, 2);
    await reachHead();
    const depth = Number((await anvil.client.getBlockNumber()) - forked);
    assert.ok(depth > 20);
    const left = await indexer.rows();
    // The newest of the blocks are replaced by empty ones, in the middle of what the round did.
    await reorganise(anvil, depth - 10);
    await reachHead();
    await playRound(anvil.client, market, 3).catch(() => undefined);
    await reachHead();
    const followed = await indexer.rows();
    assert.notDeepEqual(followed, left);
    const { value } = (await indexer.metrics.reorgs.get()).values[0] ?? {};
    assert.ok(value && value >= 1);

    const fresh = await startTestIndexer(anvil.url, market.deployment);
    try {
      await fresh.reach((await anvil.client.getBlock()).hash);
      assert.deepEqual(followed, await fresh.rows(), "REORG_SAME_ROWS");
    } finally {
      await fresh.stop();
    }
  });

  test("a reorganisation deeper than can be undone is read again from the start", async () => {
    await anvil.client.mine({ blocks: 150 });
    await reachHead();
    await reorganise(anvil, 140);
    await reachHead();
    const { meta } = await ask("{ meta { blockNumber } }");
    assert.equal(meta.blockNumber, String(await anvil.client.getBlockNumber()));
  });
});

async function reorganise({ client }: Anvil, depth: number): Promise<void> {
  await client.request({ method: "anvil_reorg", params: [depth, []] } as never);
}
