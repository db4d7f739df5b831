import { CURVE } from "@millrace/sdk/curve";
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { handOver } from "../lib/hand-over.ts";
import { createInstances, WAD } from "../lib/instances.ts";
import Core from "./Core.ts";

/**
 * One instance of every kind, over tokens that stand in for a chain's own: what a dry run holds against the chain's
 * limits.
 */
export default buildModule("Sample", (m) => {
  const core = m.useModule(Core);
  const { accessManager, executor } = core;
  const instances = createInstances(m, core, m.getParameter<bigint>("lanes"));
  const usd = m.contract("DevnetToken", ["Stand-in Dollar", "USD", 6], { id: "usd" });
  const btc = m.contract("DevnetToken", ["Stand-in Bitcoin", "BTC", 8], { id: "btc" });
  const collection = m.contract("DevnetPlainCollection", ["Stand-in Items", "ITEM"], { id: "collection" });
  const feeRecipient = m.getParameter<string>("admin");

  const pool = instances.createPool("pool", usd, btc, 3_000, "PRODUCT");
  const lpGauge = instances.createGauge("lpGauge", "USDBTC", pool, [btc]);
  const swapToBtc = [{ tokenOut: btc, feePips: 3_000, shard: 0, curve: CURVE.PRODUCT }];
  const lpStrategy = instances.createStrategy("lpStrategy", "USDBTC", lpGauge, [], btc);
  const gauge = instances.createGauge("gauge", "BTC", btc, [usd]);
  const strategy = instances.createStrategy("strategy", "BTC", gauge, [{ reward: usd, hops: swapToBtc }]);
  const fee = WAD / 10n;
  const lpVault = instances.createVault("lpVault", "USDBTC", pool, lpStrategy, fee, feeRecipient);
  const vault = instances.createVault("vault", "BTC", btc, strategy, fee, feeRecipient);
  const nftVault = instances.createNftVault("nftVault", "ITEM", collection, usd, WAD);
  const nftGauge = instances.createGauge("nftGauge", "ITEM", nftVault, [usd, nftVault]);
  instances.setGauge("nftVault", nftVault, nftGauge);
  const oracle = instances.createTwapOracle("oracle", pool, btc);
  const market = instances.createMarket("market", "USD", usd, btc, oracle, feeRecipient);
  const swapToUsd = [{ tokenOut: usd, feePips: 3_000, shard: 0, curve: CURVE.PRODUCT }];
  const liquidator = instances.createLiquidator("liquidator", feeRecipient, [{ market, hops: swapToUsd }]);

  handOver(m, { accessManager, executor, targets: instances.targets, after: instances.setUp });
  return {
    ...core,
    ...{ usd, btc, collection, pool, lpGauge, lpStrategy, gauge, strategy },
    ...{ lpVault, vault, nftVault, nftGauge, oracle, market, liquidator },
  };
});
