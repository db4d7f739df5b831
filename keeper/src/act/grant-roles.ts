import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import {
  type Address,
  encodeFunctionData,
  keccak256,
  parseAbi,
  type TransactionSerializableEIP1559,
  toFunctionSelector,
} from "viem";
import type { Chain } from "../chain.ts";
import { SenderError } from "../errors.ts";
import { currentFees } from "./fees.ts";
import type { Sender } from "./senders.ts";
import type { ActContext } from "./types.ts";
import { waitForReceipts } from "./wait-for-receipts.ts";

/** The part of OpenZeppelin's AccessManager that the keeper uses. */
export const accessManagerAbi = parseAbi([
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

/** The senders that may call the executor now, without a delay. */
export async function allowedSenders(chain: Chain, senders: readonly Sender[]): Promise<Sender[]> {
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

export interface GrantRolesParameters {
  readonly chain: Chain;
  readonly operator: Sender;
  readonly senders: readonly Sender[];
  readonly maxFeePerGas: bigint;
  readonly receiptTimeoutMs: number;
  readonly guard: ActContext["guard"];
}

/**
 * The senders that may call the executor, after the role was granted to those without it where the operator is its admin.
 *
 * @throws SenderError where none may.
 */
export async function grantRoles(parameters: GrantRolesParameters): Promise<Sender[]> {
  const { chain, senders } = parameters;
  let allowed = await allowedSenders(chain, senders);
  const missing = senders.filter((sender) => !allowed.includes(sender));
  if (missing.length > 0 && (await grant(parameters, missing))) {
    allowed = await allowedSenders(chain, senders);
  }
  const [first] = senders;
  if (allowed.length === 0 && first !== undefined) throw await missingRole(chain, first.address);
  return allowed;
}

/** Whether an operator can grant its senders the executor's role by itself, without a delay. */
export async function isRoleAdmin(chain: Chain, operator: Address): Promise<boolean> {
  const contract = { address: chain.deployment.accessManager, abi: accessManagerAbi } as const;
  const role = await executorRole(chain);
  const admin = await chain.client.readContract({ ...contract, functionName: "getRoleAdmin", args: [role] });
  const [isAdmin, delay] = await chain.client.readContract({
    ...contract,
    functionName: "hasRole",
    args: [admin, operator],
  });
  return isAdmin && delay === 0;
}

/** Grants the executor's role, where the operator is its admin; tells whether it is. */
async function grant(parameters: GrantRolesParameters, missing: readonly Sender[]): Promise<boolean> {
  const { chain, operator, maxFeePerGas, receiptTimeoutMs, guard } = parameters;
  const contract = { address: chain.deployment.accessManager, abi: accessManagerAbi } as const;
  if (!(await isRoleAdmin(chain, operator.address))) return false;
  const role = await executorRole(chain);

  for (let from = 0; from < missing.length; from += grantsAtOnce) {
    const grants = missing.slice(from, from + grantsAtOnce).map((sender) =>
      encodeFunctionData({
        abi: accessManagerAbi,
        functionName: "grantRole",
        args: [role, sender.address, 0],
      }),
    );
    const data = encodeFunctionData({ abi: accessManagerAbi, functionName: "multicall", args: [grants] });
    const [nonce, fees, gas] = await Promise.all([
      chain.client.getTransactionCount({ address: operator.address }),
      currentFees(chain, maxFeePerGas),
      chain.client.estimateGas({ account: operator.address, to: contract.address, data }),
    ]);
    const transaction: TransactionSerializableEIP1559 = {
      ...{ type: "eip1559", chainId: chain.id, to: contract.address, data, nonce },
      ...{ value: 0n, gas: (gas * 6n) / 5n, ...fees },
    };
    guard(transaction, operator.address);
    const raw = await operator.signTransaction(transaction);
    await chain.sendRaw(raw);
    const receipts = await waitForReceipts(chain, [keccak256(raw)], receiptTimeoutMs);
    if (receipts.get(keccak256(raw))?.status !== "success") {
      throw new SenderError("The role could not be granted to the senders in time.", { retryable: true });
    }
  }
  return true;
}
