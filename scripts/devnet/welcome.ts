import {
  CURATOR_ACCOUNT,
  devAccount,
  devPrivateKey,
  KEEPER_ACCOUNT,
  MNEMONIC,
  VISITOR_ACCOUNT,
} from "./chain.ts";
import type { Stack } from "./stack.ts";

/** What a person sees when all is up: where to go and what to try. */
export function welcome({ urls, devnet, processes }: Stack): string {
  const visitor = devAccount(VISITOR_ACCOUNT);
  const [vault] = devnet.vaults;
  const rows = [
    ["dApp", urls.web],
    ["GraphQL", urls.graphql],
    ["Keeper metrics", `${urls.keeper}/metrics`],
    ["Chain RPC", `${urls.rpc} (chain ${devnet.deployment.chainId})`],
    ["Logs", processes.logFile("*")],
  ];
  const accounts = [
    ["your wallet", visitor.address, devPrivateKey(VISITOR_ACCOUNT)],
    ["curator", devAccount(CURATOR_ACCOUNT).address, devPrivateKey(CURATOR_ACCOUNT)],
    ["keeper", devAccount(KEEPER_ACCOUNT).address, devPrivateKey(KEEPER_ACCOUNT)],
  ];
  const table = (lines: string[][]) => {
    const width = Math.max(...lines.map(([first = ""]) => first.length));
    return lines.map(([first = "", ...rest]) => `  ${first.padEnd(width)}  ${rest.join("  ")}`).join("\n");
  };
  return `
Millrace is running.

${table(rows)}

Accounts of the public development mnemonic "${MNEMONIC}"
${table(accounts)}

Try
  Open the dApp, import "your wallet" into a browser wallet, and deposit into a vault.
  Look at anybody's positions without a wallet: ${urls.web}/positions/${visitor.address}
  Watch the keeper's batches: ${urls.web}/keeper
  Ask the API: curl ${urls.graphql} -H 'content-type: application/json' -d '{"query":"{ vault(address: \\"${vault?.address}\\") { name totalSupply } }"}'

Ctrl-C stops everything; the next npm start resumes, npm start -- --reset begins anew.
`;
}
