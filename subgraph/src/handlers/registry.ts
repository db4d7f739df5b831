import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import type { Address } from "viem";
import type { InstanceKind } from "../chain/discoverLogs.ts";
import { createDispatch } from "./createDispatch.ts";
import { insertGauge } from "./gauge.ts";
import { insertInstance } from "./insertInstance.ts";
import { insertMarket } from "./market.ts";
import { insertNftVault } from "./nftVault.ts";
import { insertVault } from "./vault.ts";

/** The registry's `Kind` by its number; pools are announced by their factory. */
export const registeredKinds: Record<number, InstanceKind | undefined> = {
  1: "vault",
  2: "strategy",
  3: "gauge",
  4: "nftVault",
  5: "market",
};

export const dispatchRegistry = createDispatch(registryAbi, {
  async Register(context, { kind, instance }) {
    const registered = registeredKinds[kind];
    if (!registered || !(await insertInstance(context, instance, registered))) return;
    const announced = { ...context, instance: instance as Address };
    if (registered === "vault") await insertVault(announced);
    if (registered === "gauge") await insertGauge(announced);
    if (registered === "market") await insertMarket(announced);
    if (registered === "nftVault") await insertNftVault(announced);
  },
});
