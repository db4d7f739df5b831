import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { gaugeStrategyAbi } from "@millrace/sdk/abis/gaugeStrategyAbi";
import { liquidatorAbi } from "@millrace/sdk/abis/liquidatorAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { strategyAbi } from "@millrace/sdk/abis/strategyAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Abi, toFunctionSelector } from "viem";

const abis: readonly Abi[] = [
  ...[gaugeAbi, gaugeStrategyAbi, liquidatorAbi, marketAbi],
  ...[nftVaultAbi, strategyAbi, vaultAbi],
];
const names = new Map(
  abis
    .flat()
    .flatMap((item) => (item.type === "function" ? [[toFunctionSelector(item) as string, item.name]] : [])),
);

/** The name of a function that keepers call, by its selector; the selector itself where it is no such function. */
export function nameFunction(selector: string): string {
  return names.get(selector) ?? selector;
}
