import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { handOver } from "../lib/hand-over.ts";
import { coreTargets } from "../lib/instances.ts";
import Core from "./Core.ts";

/** What there is once on a public chain, handed over to those who run it; instances are created over it later. */
export default buildModule("Protocol", (m) => {
  const core = m.useModule(Core);
  const { accessManager, executor } = core;
  handOver(m, { accessManager, executor, targets: coreTargets(core), after: Object.values(core) });
  return core;
});
