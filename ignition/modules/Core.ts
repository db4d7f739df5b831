import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * What there is once on a chain: roles, registry, executor, pools' factory and router, and where items are traded.
 *
 * The deployer is the admin until `handOver`, which whatever uses this module ends with.
 */
export default buildModule("Core", (m) => {
  const feeRecipient = m.getParameter("feeRecipient", m.getAccount(0));
  const protocolFeeBps = m.getParameter("protocolFeeBps", 1_000n);

  const accessManager = m.contract("AccessManager", [m.getAccount(0)]);
  const registry = m.contract("Registry", [accessManager]);
  const executor = m.contract("Executor", [accessManager]);
  const poolFactory = m.contract("PoolFactory", [accessManager, feeRecipient, protocolFeeBps]);
  const router = m.contract("Router", [poolFactory]);
  // Fees and royalties that wait to be paid lie in these lanes.
  const lanes = m.getParameter("tradeLanes", 16n);
  const nftRouter = m.contract("NftRouter", [poolFactory, lanes]);
  const marketplaceFeeBps = m.getParameter("marketplaceFeeBps", 50n);
  const marketplace = m.contract("Marketplace", [accessManager, lanes, feeRecipient, marketplaceFeeBps]);
  const orderBook = m.contract("OrderBook", [marketplace]);
  return { accessManager, registry, executor, poolFactory, router, nftRouter, marketplace, orderBook };
});
