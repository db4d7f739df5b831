import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import {
  type Address,
  createWalletClient,
  encodeFunctionData,
  formatEther,
  type Hex,
  http,
  type PrivateKeyAccount,
  parseAbi,
  toFunctionSelector,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Chain } from "../chain.ts";
import { SenderError } from "../errors.ts";
import { waitForReceipts } from "./wait-for-receipts.ts";

/** The part of OpenZeppelin's AccessManager that the keeper uses. */
const accessManagerAbi = parseAbi([
  "function canCall(address caller, address target, bytes4 selector) view returns (bool immediate, uint32 delay)",
  "function getTargetFunctionRole(address target, bytes4 selector) view returns (uint64)",
  "function getRoleAdmin(uint64 roleId) view returns (uint64)",
  "function hasRole(uint64 roleId, address account) view returns (bool isMember, uint32 executionDelay)",
  "function grantRole(uint64 roleId, address account, uint32 executionDelay)",
  "function multicall(bytes[] data) returns (bytes[])",
]);

const executeSelector = toFunctionSelector(
  executorAbi.find((item) => item.type === "function" && item.name === "execute") as never,
);

/** So many roles are granted by one transaction; a grant takes about 50,000 gas. */
const grantsAtOnce = 100;

export interface PrepareSendersParameters {
  readonly chain: Chain;
  readonly rpcUrl: string;
  readonly privateKey: Hex;
  readonly senders: readonly PrivateKeyAccount[];
  readonly balanceWei: bigint;
  readonly receiptTimeoutMs: number;
}

/**
 * Sees to it that senders may call the executor and can pay for it, as far as the operator's key can.
 *
 * @returns Those that are ready.
 * @throws SenderError where none may call the executor, or the operator cannot fund them.
 */
export async function prepareSenders(parameters: PrepareSendersParameters): Promise<PrivateKeyAccount[]> {
  const { chain, senders } = parameters;
  let allowed = await allowedSenders(chain, senders);
  if (allowed.length < senders.length && (await grantRoles(parameters, allowed))) {
    allowed = await allowedSenders(chain, senders);
  }
  const [first] = senders;
  if (allowed.length === 0 && first !== undefined) throw await missingRole(chain, first.address);
  await fundSenders(parameters, allowed);
  return allowed;
}

/** The senders that may call the executor now, without a delay. */
export async function allowedSenders(
  chain: Chain,
  senders: readonly PrivateKeyAccount[],
): Promise<PrivateKeyAccount[]> {
  const answers = await Promise.all(
    senders.map((sender) =>
      chain.client.readContract({
        address: chain.deployment.accessManager,
        abi: accessManagerAbi,
        functionName: "canCall",
        args: [sender.address, chain.deployment.executor, executeSelector],
      }),
    ),
  );
  return senders.filter((_, index) => answers[index]?.[0] === true);
}

/** What to tell an operator whose senders lack the role. */
export async function missingRole(chain: Chain, sender: Address): Promise<SenderError> {
  const { accessManager, executor } = chain.deployment;
  const role = await executorRole(chain);
  return new SenderError(
    `No sender may call the executor ${executor}: have the admin of the access manager ${accessManager} grant role ${role} to the addresses that \`keeper senders\` prints, such as ${sender}.`,
  );
}

function executorRole(chain: Chain): Promise<bigint> {
  return chain.client.readContract({
    address: chain.deployment.accessManager,
    abi: accessManagerAbi,
    functionName: "getTargetFunctionRole",
    args: [chain.deployment.executor, executeSelector],
  });
}

/** Grants the executor's role to senders without it, where the operator is its admin; tells whether it is. */
async function grantRoles(
  parameters: PrepareSendersParameters,
  allowed: readonly PrivateKeyAccount[],
): Promise<boolean> {
  const { chain, rpcUrl, privateKey, senders } = parameters;
  const operator = privateKeyToAccount(privateKey);
  const contract = { address: chain.deployment.accessManager, abi: accessManagerAbi } as const;
  const role = await executorRole(chain);
  const admin = await chain.client.readContract({ ...contract, functionName: "getRoleAdmin", args: [role] });
  const [isAdmin, delay] = await chain.client.readContract({
    ...contract,
    functionName: "hasRole",
    args: [admin, operator.address],
  });
  if (!isAdmin || delay !== 0) return false;

  const wallet = createWalletClient({ account: operator, transport: http(rpcUrl) });
  const missing = senders.filter((sender) => !allowed.includes(sender));
  for (let from = 0; from < missing.length; from += grantsAtOnce) {
    const grants = missing.slice(from, from + grantsAtOnce).map((sender) =>
      encodeFunctionData({
        abi: accessManagerAbi,
        functionName: "grantRole",
        args: [role, sender.address, 0],
      }),
    );
    const hash = await wallet.writeContract({
      ...contract,
      functionName: "multicall",
      args: [grants],
      chain: null,
    });
    await chain.client.waitForTransactionReceipt({ hash, pollingInterval: 100 });
  }
  return true;
}

/** Tops up senders that have less than half of what they should. */
async function fundSenders(
  { chain, privateKey, balanceWei, receiptTimeoutMs }: PrepareSendersParameters,
  senders: readonly PrivateKeyAccount[],
): Promise<void> {
  const operator = privateKeyToAccount(privateKey);
  const [operatorBalance, nonce, fees, ...balances] = await Promise.all([
    chain.client.getBalance({ address: operator.address }),
    chain.client.getTransactionCount({ address: operator.address, blockTag: "pending" }),
    chain.client.estimateFeesPerGas(),
    ...senders.map((sender) => chain.client.getBalance({ address: sender.address })),
  ]);
  const payments = senders.flatMap((sender, index) => {
    const balance = balances[index] ?? 0n;
    return balance * 2n < balanceWei ? [{ to: sender.address, value: balanceWei - balance }] : [];
  });
  const needed = payments.reduce((sum, { value }) => sum + value, 0n);
  if (needed > 0n && needed >= operatorBalance) {
    throw new SenderError(
      `The operator ${operator.address} has ${formatEther(operatorBalance)} ether and its senders need ${formatEther(needed)}: send it more, or lower KEEPER_SENDER_BALANCE or KEEPER_SENDERS.`,
    );
  }

  const { maxFeePerGas, maxPriorityFeePerGas } = fees;
  const signed = await Promise.all(
    payments.map((payment, index) =>
      operator.signTransaction({
        ...{ ...payment, type: "eip1559", chainId: chain.id, nonce: nonce + index },
        // A plain transfer takes 21,000 gas; some chains add to it for the first use of an account.
        ...{ gas: 100_000n, maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas },
      }),
    ),
  );
  const hashes = await Promise.all(signed.map((transaction) => chain.sendRaw(transaction)));
  const receipts = await waitForReceipts(chain, hashes, receiptTimeoutMs, async () => undefined);
  if (receipts.size < hashes.length) {
    throw new SenderError(
      `Of ${hashes.length} payments to senders ${hashes.length - receipts.size} were not mined in time: see what else ${operator.address} has sent.`,
      { retryable: true },
    );
  }
}
