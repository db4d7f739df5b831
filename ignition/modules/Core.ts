import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** What there is once on a chain: roles, registry, executor, pool factory and router. */
export default buildModule("Core", (m) => {
  const admin = m.getParameter("admin", m.getAccount(0));
  const feeRecipient = m.getParameter("feeRecipient", m.getAccount(0));
  const protocolFeeBps = m.getParameter("protocolFeeBps", 1_000n);

  const accessManager = m.contract("AccessManager", [admin]);
  const registry = m.contract("Registry", [accessManager]);
  const executor = m.contract("Executor", [accessManager]);
  const poolFactory = m.contract("PoolFactory", [accessManager, feeRecipient, protocolFeeBps]);
  const router = m.contract("Router", [poolFactory]);
  return { accessManager, registry, executor, poolFactory, router };
});
