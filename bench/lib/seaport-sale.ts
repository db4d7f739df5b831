import { type Address, type Hex, type LocalAccount, parseAbi, zeroAddress, zeroHash } from "viem";
import { devAccount } from "../../scripts/devnet/chain.ts";
import type { BenchChain } from "./bench-chain.ts";
import { compileSeaport } from "./compile-seaport.ts";

export const seaportAbi = parseAbi([
  "struct AdditionalRecipient { uint256 amount; address recipient; }",
  "struct BasicOrderParameters { address considerationToken; uint256 considerationIdentifier; uint256 considerationAmount; address offerer; address zone; address offerToken; uint256 offerIdentifier; uint256 offerAmount; uint8 basicOrderType; uint256 startTime; uint256 endTime; bytes32 zoneHash; uint256 salt; bytes32 offererConduitKey; bytes32 fulfillerConduitKey; uint256 totalOriginalAdditionalRecipients; AdditionalRecipient[] additionalRecipients; bytes signature; }",
  "function fulfillBasicOrder_efficient_6GL6yc(BasicOrderParameters parameters) payable returns (bool fulfilled)",
]);

const FOREVER = 2n ** 40n;
/** `ItemType` of Seaport. */
const NATIVE = 0;
const ERC721 = 2;

const orderTypes = {
  OrderComponents: [
    { name: "offerer", type: "address" },
    { name: "zone", type: "address" },
    { name: "offer", type: "OfferItem[]" },
    { name: "consideration", type: "ConsiderationItem[]" },
    { name: "orderType", type: "uint8" },
    { name: "startTime", type: "uint256" },
    { name: "endTime", type: "uint256" },
    { name: "zoneHash", type: "bytes32" },
    { name: "salt", type: "uint256" },
    { name: "conduitKey", type: "bytes32" },
    { name: "counter", type: "uint256" },
  ],
  OfferItem: [
    { name: "itemType", type: "uint8" },
    { name: "token", type: "address" },
    { name: "identifierOrCriteria", type: "uint256" },
    { name: "startAmount", type: "uint256" },
    { name: "endAmount", type: "uint256" },
  ],
  ConsiderationItem: [
    { name: "itemType", type: "uint8" },
    { name: "token", type: "address" },
    { name: "identifierOrCriteria", type: "uint256" },
    { name: "startAmount", type: "uint256" },
    { name: "endAmount", type: "uint256" },
    { name: "recipient", type: "address" },
  ],
} as const;

/** Deploys Seaport 1.6 with a conduit controller of its own. */
export async function deploySeaport({ client }: BenchChain): Promise<Address> {
  const code = compileSeaport();
  const controller = await create(client, code.ConduitController, []);
  return create(client, code.Seaport, [controller]);
}

/** A sale for the native coin without fees, as its maker signs it: the arguments of `fulfillBasicOrder`. */
export async function signSeaportSale(parameters: {
  chainId: number;
  seaport: Address;
  maker: LocalAccount;
  collection: Address;
  id: bigint;
  price: bigint;
}) {
  const { chainId, seaport, maker, collection, id, price } = parameters;
  const offerer = maker.address;
  const terms = { startTime: 0n, endTime: FOREVER, zoneHash: zeroHash, salt: id } as const;
  const offered = { itemType: ERC721, token: collection, identifierOrCriteria: id } as const;
  const asked = {
    itemType: NATIVE,
    token: zeroAddress,
    identifierOrCriteria: 0n,
    recipient: offerer,
  } as const;
  const signature = await maker.signTypedData({
    domain: { name: "Seaport", version: "1.6", chainId, verifyingContract: seaport },
    types: orderTypes,
    primaryType: "OrderComponents",
    message: {
      ...{ offerer, zone: zeroAddress, orderType: 0, conduitKey: zeroHash, counter: 0n, ...terms },
      offer: [{ ...offered, startAmount: 1n, endAmount: 1n }],
      consideration: [{ ...asked, startAmount: price, endAmount: price }],
    },
  });
  return {
    ...{ considerationToken: zeroAddress, considerationIdentifier: 0n, considerationAmount: price },
    ...{ offerer, zone: zeroAddress, offerToken: collection, offerIdentifier: id, offerAmount: 1n },
    ...{ basicOrderType: 0, ...terms, offererConduitKey: zeroHash, fulfillerConduitKey: zeroHash },
    ...{ totalOriginalAdditionalRecipients: 0n, additionalRecipients: [], signature },
  };
}

const constructorAbi = parseAbi(["constructor(address controller)"]);

async function create(client: BenchChain["client"], bytecode: Hex, args: [] | [Address]): Promise<Address> {
  const from = { account: devAccount(0), chain: client.chain, bytecode } as const;
  const [controller] = args;
  const hash = controller
    ? await client.deployContract({ ...from, abi: constructorAbi, args: [controller] })
    : await client.deployContract({ ...from, abi: [] });
  const { contractAddress } = await client.waitForTransactionReceipt({ hash });
  if (!contractAddress) throw new Error("Seaport could not be deployed");
  return contractAddress;
}
