import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { liquidatorAbi } from "@millrace/sdk/abis/liquidatorAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { strategyAbi } from "@millrace/sdk/abis/strategyAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Abi, decodeErrorResult, type Hex, parseAbi, slice, toFunctionSelector } from "viem";

/** Errors of OpenZeppelin's contracts that a job can meet, which no interface of ours names. */
const libraryErrors = parseAbi([
  "error AccessManagedUnauthorized(address caller)",
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error SafeERC20FailedOperation(address token)",
  "error Error(string reason)",
  "error Panic(uint256 code)",
]);

const errors: Abi = [
  ...executorAbi,
  ...gaugeAbi,
  ...liquidatorAbi,
  ...marketAbi,
  ...nftVaultAbi,
  ...poolAbi,
  ...routerAbi,
  ...strategyAbi,
  ...vaultAbi,
  ...libraryErrors,
].filter((item) => item.type === "error");

const known = new Set(
  errors.map((item) =>
    item.type === "error"
      ? toFunctionSelector({ ...item, type: "function", outputs: [], stateMutability: "view" })
      : "",
  ),
);

/** A revert in words: the custom error with its values where it is known, otherwise what the node said. */
export function decodeRevert(output: Hex | undefined, message: string): string {
  if (output === undefined || output.length < 10) return message;
  const selector = slice(output, 0, 4);
  if (!known.has(selector)) return `${message} (${selector})`;
  const { errorName, args } = decodeErrorResult({ abi: errors, data: output });
  return `${errorName}(${(args ?? []).map(String).join(", ")})`;
}
