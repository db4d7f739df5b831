import { type Network, type NetworkName, networks } from "../../ignition/parameters/networks.ts";
import { person } from "../devnet/chain.ts";
import { type DeployedContract, deployModule } from "./deploy-module.ts";
import { findBreaches, type MeasuredTransaction, measureTransactions } from "./measure-transactions.ts";
import { type LocalNetwork, startNetwork } from "./start-network.ts";

/** The accounts that a deployment is handed over to, by the names of the modules' parameters. */
export const accountNames = ["admin", "lister", "curator", "guardian", "keeper"] as const;

export type Accounts = Record<(typeof accountNames)[number], string>;

/** Made-up accounts. */
export const standIns = Object.fromEntries(
  accountNames.map((name) => [name, person("dry run", accountNames.indexOf(name)).address]),
) as Accounts;

export interface DryRun {
  transactions: MeasuredTransaction[];
  /** In words, where the chain's limits are broken. */
  breaches: string[];
  contracts: Record<string, DeployedContract>;
}

/**
 * Deploys the protocol and one instance of every kind to a local node set up as `network`, and measures it.
 *
 * @throws Error where a transaction does not go through.
 */
export async function dryRun(
  name: NetworkName,
  inspect: (local: LocalNetwork, run: DryRun) => Promise<void> = async () => {},
): Promise<DryRun> {
  const network: Network = networks[name];
  const local = await startNetwork(network);
  try {
    // Modules read the contracts' artifacts as they load.
    const { default: sample } = await import("../../ignition/modules/Sample.ts");
    const contracts = await deployModule({
      ...{ rpcUrl: local.url, module: sample },
      parameters: {
        Core: { feeRecipient: standIns.admin, tradeLanes: BigInt(network.lanes) },
        Sample: { ...standIns, ...network.delays, lanes: BigInt(network.lanes) },
      },
    });
    const transactions = await measureTransactions(local, network.limits);
    const breaches = transactions.flatMap((transaction) => findBreaches(transaction, network.limits));
    const run = { transactions, breaches, contracts };
    await inspect(local, run);
    return run;
  } finally {
    await local.stop();
  }
}
