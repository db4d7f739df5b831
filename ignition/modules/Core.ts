import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * What there is once on a chain: roles, registry, executor, pool factory and router.
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
  return { accessManager, registry, executor, poolFactory, router };
});
