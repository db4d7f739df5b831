import { rmSync } from "node:fs";
import type { IgnitionModule } from "@nomicfoundation/ignition-core";
import hre from "hardhat";
import type { Address } from "viem";

export interface DeployModuleParameters {
  rpcUrl: string;
  module: IgnitionModule;
  /** By module and name, as Ignition has them. */
  parameters: Record<string, Record<string, string | number | bigint>>;
  /** The key that signs; else the node's first account does. */
  privateKey?: string;
  /** Where Ignition keeps its journal, under `ignition/deployments`, to resume from; forgotten where unset. */
  deploymentId?: string;
}

export interface DeployedContract {
  contractName: string;
  address: Address;
}

/** Deploys a module with Ignition, and tells the contracts of its results by their names. */
export async function deployModule(
  options: DeployModuleParameters,
): Promise<Record<string, DeployedContract>> {
  const { rpcUrl, module, parameters, privateKey } = options;
  const deploymentId = options.deploymentId ?? `once-${process.pid}-${new URL(rpcUrl).port}`;
  const connection = await hre.network.connect({
    network: "target",
    override: { url: rpcUrl, ...(privateKey === undefined ? {} : { accounts: [privateKey] }) },
  } as Parameters<typeof hre.network.connect>[0]);
  try {
    const contracts = await connection.ignition.deploy(module as never, {
      ...{ deploymentId, parameters },
      config: {
        requiredConfirmations: 1,
        blockPollingInterval: options.deploymentId === undefined ? 20 : 1_000,
      },
    });
    return Object.fromEntries(
      Object.entries(contracts as Record<string, { address: Address }>).map(([name, { address }]) => {
        const future = (module.results as Record<string, { contractName: string }>)[name];
        return [name, { contractName: future?.contractName ?? name, address }];
      }),
    );
  } finally {
    await connection.close();
    if (options.deploymentId === undefined) {
      rmSync(`${hre.config.paths.ignition}/deployments/${deploymentId}`, { recursive: true, force: true });
    }
  }
}
