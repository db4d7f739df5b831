import { parseAbi } from "viem";

/** What people call on bench/contracts/PlainStaking. */
export const plainStakingAbi = parseAbi([
  "function stake(uint256 amount)",
  "function unstake(uint256 amount)",
  "function claim()",
  "function notify(uint256 amount)",
]);
