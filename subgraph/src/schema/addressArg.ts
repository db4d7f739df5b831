import { GraphQLError } from "graphql";
import { type Address, isAddress } from "viem";

/** An address given in any case, as it is stored. */
export function addressArg(value: string): Address {
  if (!isAddress(value, { strict: false })) throw new GraphQLError(`${value.slice(0, 80)} is not an address`);
  return value.toLowerCase() as Address;
}

/** Likewise, where it may be left out. */
export function optionalAddressArg(value: string | null | undefined): Address | undefined {
  return value == null ? undefined : addressArg(value);
}
