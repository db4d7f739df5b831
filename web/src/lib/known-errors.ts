import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftRouterAbi } from "@millrace/sdk/abis/nftRouterAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Abi, parseAbi } from "viem";

const openZeppelinErrors = parseAbi([
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InvalidReceiver(address receiver)",
  "error ERC721InsufficientApproval(address operator, uint256 tokenId)",
  "error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)",
  "error ERC721NonexistentToken(uint256 tokenId)",
  "error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)",
  "error ERC4626ExceededMaxMint(address receiver, uint256 shares, uint256 max)",
  "error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)",
  "error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)",
  "error AccessManagedUnauthorized(address caller)",
  "error SafeERC20FailedOperation(address token)",
  "error ReentrancyGuardReentrantCall()",
]);

const abis: readonly Abi[] = [
  executorAbi,
  gaugeAbi,
  marketAbi,
  marketplaceAbi,
  nftVaultAbi,
  orderBookAbi,
  poolAbi,
  routerAbi,
  // After the router, whose names for the values of shared errors say more.
  nftRouterAbi,
  vaultAbi,
  openZeppelinErrors,
];

/** Every custom error that a call may end with: a vault's call fails with its strategy's or its token's errors too. */
export const knownErrors: Abi = abis.flatMap((abi) => abi.filter((item) => item.type === "error"));

/** Plain words for the errors that people meet; the others show by name with their values. */
export const errorSentences: Readonly<Record<string, string>> = {
  ERC20InsufficientBalance: "The account holds less of the token than this needs",
  ERC20InsufficientAllowance: "The approval is smaller than the amount; approve again",
  ERC721InsufficientApproval: "The vault may not move this item yet; approve the collection first",
  ERC721IncorrectOwner: "The item belongs to another account now",
  ERC721NonexistentToken: "There is no item of that number",
  ERC4626ExceededMaxDeposit: "The vault takes less than that now; it may be paused or full",
  ERC4626ExceededMaxWithdraw: "That is more than can leave now",
  ERC4626ExceededMaxRedeem: "That is more than can leave now",
  DeadlineExpired: "The offer's deadline passed before it was mined; try again",
  TooLittleOut: "The price moved: less would come out than the limit you allow",
  TooMuchIn: "The price moved: more would be taken than the limit you allow",
  InsufficientLiquidity: "The vault has less than that at hand; withdraw less, or leave in kind",
  EntriesPaused: "The vault takes no deposits now; you can still leave",
  VaultPaused: "The vault takes no items now; you can still redeem",
  StakingPaused: "The gauge takes no stakes now; you can still leave",
  Unhealthy: "The debt would be more than your collateral allows; pledge more, or borrow less",
  InsufficientCash: "The market has less than that at hand: the rest is lent out",
  SupplyCapExceeded: "The market is full until its next accrual; try less",
  BorrowCapExceeded: "The market lends no more until its next accrual; try less",
  SupplyPaused: "The market takes no supply now; you can still withdraw",
  BorrowPaused: "The market lends nothing now; you can still repay",
  ItemOnRent: "The item is out on rent",
  ItemNotHeld: "The item is not in this vault any more",
  LaneRentedOut: "Enough of that lane’s items are out on rent; choose one of another lane",
  NotEnoughItems: "So many items can’t leave now: the others are out on rent",
  PriceAboveMax: "The rent went up since you looked",
  FeeAboveMax: "The fee went up since you looked",
  OrderNotOpen: "The order can’t be filled now: it was taken, cancelled, or its time is over",
  OrderUsed: "Somebody took the order, or its maker cancelled it",
  CounterPassed: "The maker cancelled all orders of that time",
  WrongTaker: "The order is for another account",
  SelfTrade: "The order is your own",
  BadSignature: "The maker did not sign this order",
  NotOwner: "The seller does not have the item any more",
  ProceedsBelowMin: "Royalty and fee leave the seller less than it accepts",
  NoSuchPool: "There is no pool to trade these items through",
  ItemNotPooled: "The item is kept for who reserved it",
  ItemNotReserved: "The item is not reserved",
  ItemIsRecalled: "Its owner does not rent it out now",
  NotReceiptHolder: "The receipt of the item is another account’s",
  ItemMovedInTransaction: "The item came in or left just now; try again",
  ItemNotEligible: "The vault does not take that item",
  RentalOutOfBounds: "The vault does not rent for that long, or that briefly",
};
