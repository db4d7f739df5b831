import type { Deployment } from "@millrace/sdk/deployment";
import type { Address } from "viem";

/** The contracts that are listened to whatever happens, in lower case. */
export function rootsOf(deployment: Deployment): Address[] {
  const { registry, poolFactory, executor, marketplace, orderBook } = deployment;
  return [registry, poolFactory, executor, marketplace, orderBook].map((a) => a.toLowerCase() as Address);
}
