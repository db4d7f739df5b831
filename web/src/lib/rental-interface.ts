import { type Hex, numberToHex, toFunctionSelector } from "viem";

/** The functions that `IRentalWrapper` declares itself, of which its ERC-165 id is the exclusive or. */
const signatures = ["collection()", "wrap(uint256[],address)", "unwrap(uint256[],address)"];

/** The ERC-165 id of collections whose users keep their time: the only ones that rental orders may be of. */
export const rentalInterfaceId: Hex = numberToHex(
  signatures.reduce((id, signature) => id ^ BigInt(toFunctionSelector(signature)), 0n),
  { size: 4 },
);
