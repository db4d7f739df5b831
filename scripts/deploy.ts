import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { isAddress } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { type Network, type NetworkName, networks } from "../ignition/parameters/networks.ts";
import { deployModule } from "./deploy/deploy-module.ts";
import { type Accounts, accountNames, dryRun } from "./deploy/dry-run.ts";
import { compile } from "./devnet/compile.ts";
import { env } from "./env.ts";

// Ends as a whole, so that what it started ends too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const accountsSchema = z.object(
  Object.fromEntries(accountNames.map((name) => [name, z.string().refine((text) => isAddress(text))])),
);

const program = new Command("deploy")
  .description(
    "Deploys the protocol to a chain, after a dry run against a local node with that chain's limits.",
  )
  .addOption(
    new Option("--network <name>", "which chain").choices(Object.keys(networks)).makeOptionMandatory(),
  )
  .option("--dry-run", "only the dry run: one instance of every kind, measured")
  .option("--rpc <url>", "a node of the chain")
  .option("--accounts <file>", `JSON of the addresses ${accountNames.join(", ")}`)
  .action(async (options: { network: NetworkName; dryRun?: true; rpc?: string; accounts?: string }) => {
    const network: Network = networks[options.network];
    const target = options.dryRun ? undefined : readTarget(options);
    await compile();
    const { transactions, breaches } = await dryRun(options.network);
    const most = (of: "chainGas" | "newSlots" | "codeBytes") =>
      Math.max(...transactions.map((transaction) => transaction[of])).toLocaleString("en");
    process.stdout.write(
      `${options.network} (chain ${network.chainId}, ${network.lanes} lanes): ${transactions.length} transactions; ` +
        `at most ${most("chainGas")} gas, ${most("newSlots")} new slots, ${most("codeBytes")} bytes of code\n`,
    );
    if (breaches.length > 0) throw new Error(`the chain's limits are broken:\n${breaches.join("\n")}`);
    if (target === undefined) return;

    const { default: Protocol } = await import("../ignition/modules/Protocol.ts");
    const contracts = await deployModule({
      ...{ rpcUrl: target.rpcUrl, privateKey: target.privateKey },
      ...{ module: Protocol, deploymentId: options.network },
      parameters: {
        Core: { feeRecipient: target.accounts.admin, tradeLanes: BigInt(network.lanes) },
        Protocol: { ...target.accounts, ...network.delays },
      },
    });
    const addresses = Object.fromEntries(
      Object.entries(contracts).map(([name, { address }]) => [name, address]),
    );
    process.stdout.write(`${JSON.stringify({ chainId: network.chainId, ...addresses }, null, 2)}\n`);
  });

/** Where to deploy, who signs, and who is handed what; asked for before the dry run takes its time. */
function readTarget({ rpc, accounts: file }: { rpc?: string; accounts?: string }) {
  const privateKey = env.DEPLOYER_PRIVATE_KEY;
  if (rpc === undefined || file === undefined || privateKey === undefined) {
    throw new Error(
      "to deploy, give --rpc and --accounts, and the key as DEPLOYER_PRIVATE_KEY; or --dry-run",
    );
  }
  const accounts = accountsSchema.parse(JSON.parse(readFileSync(file, "utf8"))) as Accounts;
  const deployer = privateKeyToAccount(privateKey).address;
  if (Object.values(accounts).some((account) => account.toLowerCase() === deployer.toLowerCase())) {
    throw new Error(`the deployer ${deployer} gives up its power, and can't be one of the accounts`);
  }
  return { rpcUrl: rpc, privateKey, accounts };
}

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
