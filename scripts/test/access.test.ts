import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import {
  type Abi,
  type AbiFunction,
  type Address,
  encodeFunctionData,
  parseAbi,
  toFunctionSelector,
} from "viem";
import { type Network, networks } from "../../ignition/parameters/networks.ts";
import {
  ADMIN_ROLE,
  openTo,
  privileges,
  type Restricted,
  ROLES,
  type Role,
  roleNotes,
  runsAs,
} from "../../ignition/roles.ts";
import { type DryRun, dryRun, standIns } from "../deploy/dry-run.ts";
import type { LocalNetwork } from "../deploy/start-network.ts";
import { devAccount } from "../devnet/chain.ts";
import { compile } from "../devnet/compile.ts";

const managerAbi = parseAbi([
  "event RoleGranted(uint64 indexed roleId, address indexed account, uint32 delay, uint48 since, bool newMember)",
  "function canCall(address caller, address target, bytes4 selector) view returns (bool immediate, uint32 delay)",
  "function cancel(address caller, address target, bytes data) returns (uint32)",
  "function execute(address target, bytes data) payable returns (uint32)",
  "function getRoleAdmin(uint64 roleId) view returns (uint64)",
  "function getRoleGrantDelay(uint64 roleId) view returns (uint32)",
  "function getRoleGuardian(uint64 roleId) view returns (uint64)",
  "function getTargetAdminDelay(address target) view returns (uint32)",
  "function getTargetFunctionRole(address target, bytes4 selector) view returns (uint64)",
  "function hasRole(uint64 roleId, address account) view returns (bool isMember, uint32 executionDelay)",
  "function schedule(address target, bytes data, uint48 when) returns (bytes32 operationId, uint32 nonce)",
]);

/** What an AccessManager takes as the least notice of a shorter delay. */
const SETBACK_SECONDS = 5 * 24 * 3_600;

interface AstNode {
  id: number;
  nodeType: string;
  name?: string;
  abstract?: boolean;
  contractKind?: string;
  linearizedBaseContracts?: number[];
  visibility?: string;
  referencedDeclaration?: number;
  nodes?: AstNode[];
}

describe("privileged functions", () => {
  before(compile);

  test("are those of the table, by the contracts' syntax trees", () => {
    const found: Record<string, string[]> = {};
    for (const file of globSync("artifacts/contracts/**/*.json", {
      exclude: ["artifacts/contracts/devnet/**"],
    })) {
      const { contractName, inputSourceName, buildInfoId } = JSON.parse(readFileSync(file, "utf8"));
      if (contractName === undefined) continue;
      const open = openTo[contractName] ?? [];
      const names = restrictedFunctions(buildInfoId, inputSourceName, contractName);
      assert.deepEqual(
        open.filter((name) => !names.includes(name)),
        [],
        `${contractName} leaves nothing open`,
      );
      const role = names.filter((name) => !open.includes(name));
      const target = runsAs[contractName] ?? contractName;
      if (role.length > 0) found[target] = [...(found[target] ?? []), ...role].sort();
    }
    assert.ok(Object.keys(found).length > 5, "contracts with roles were found");
    const table = Object.entries(privileges).map(([name, { functions }]) => [
      name,
      Object.keys(functions).sort(),
    ]);
    assert.deepEqual(found, Object.fromEntries(table));
  });

  test("are wired as the table says, with its delays, and the deployer keeps no power", async () => {
    await dryRun("devnet", async (local, { contracts }) => {
      const { client } = local;
      const { delays }: Network = networks.devnet;
      const deployer = devAccount(0).address;
      const manager = { address: addressOf(contracts, "accessManager"), abi: managerAbi } as const;
      const delayOf: Record<Role, number> = {
        ...{ admin: delays.adminDelay, lister: delays.listerDelay, curator: delays.curatorDelay },
        ...{ keeper: 0, guardian: 0 },
      };
      for (const [role, { delayed }] of Object.entries(roleNotes)) {
        assert.equal(delayOf[role as Role] > 0, delayed, `the ${role} is delayed as the table of roles says`);
      }
      const roles = Object.keys(delayOf) as Role[];

      const walked = new Set<string>();
      for (const { contractName, address } of Object.values(contracts)) {
        const { abi } = JSON.parse(readFileSync(artifactOf(contractName), "utf8")) as { abi: Abi };
        const functions = abi.filter((item): item is AbiFunction => item.type === "function");
        if (!functions.some(({ name }) => name === "authority")) continue;
        assert.ok(contractName in privileges, `${contractName} obeys a manager and is in no table`);
        walked.add(contractName);
        const { functions: table } = privileges[contractName as Restricted] as {
          functions: Record<string, Role>;
        };
        for (const item of functions) {
          const expected: Role = table[item.name] ?? "admin";
          const selector = toFunctionSelector(item);
          const label = `${contractName}.${item.name}`;
          assert.equal(
            await client.readContract({
              ...{ ...manager, functionName: "getTargetFunctionRole", args: [address, selector] },
            }),
            expected === "admin" ? ADMIN_ROLE : ROLES[expected],
            label,
          );
          for (const role of roles) {
            const may = await client.readContract({
              ...{
                ...manager,
                functionName: "canCall",
                args: [standIns[role] as Address, address, selector],
              },
            });
            const delay = role === expected ? delayOf[role] : 0;
            assert.deepEqual(may, [role === expected && delay === 0, delay], `${role} and ${label}`);
          }
          const deployerMay = await client.readContract({
            ...{ ...manager, functionName: "canCall", args: [deployer, address, selector] },
          });
          assert.deepEqual(deployerMay, [false, 0], `the deployer and ${label}`);
        }
      }
      assert.deepEqual([...walked].sort(), Object.keys(privileges).sort(), "every kind was deployed");

      const granted = await client.getContractEvents({ ...manager, eventName: "RoleGranted", fromBlock: 0n });
      const members = new Set<string>();
      for (const { args } of granted) {
        const [isMember, delay] = await client.readContract({
          ...{ ...manager, functionName: "hasRole", args: [args.roleId ?? 0n, args.account ?? deployer] },
        });
        if (isMember) members.add(`${args.roleId} ${args.account} ${delay}`);
      }
      const wanted = roles.map(
        (role) => `${role === "admin" ? ADMIN_ROLE : ROLES[role]} ${standIns[role]} ${delayOf[role]}`,
      );
      wanted.push(`${ROLES.keeper} ${addressOf(contracts, "executor")} 0`);
      assert.deepEqual([...members].sort(), wanted.sort(), "nobody else has a role");

      for (const [role, guardian] of [
        [ROLES.lister, ROLES.guardian],
        [ROLES.curator, ROLES.guardian],
        [ROLES.keeper, ADMIN_ROLE],
        [ROLES.guardian, ADMIN_ROLE],
      ] as const) {
        const of = { ...manager, args: [role] } as const;
        assert.equal(await client.readContract({ ...of, functionName: "getRoleGuardian" }), guardian);
        assert.equal(await client.readContract({ ...of, functionName: "getRoleAdmin" }), ADMIN_ROLE);
      }

      await scheduleExecuteCancel(local, contracts, delays.curatorDelay);

      await client.increaseTime({ seconds: SETBACK_SECONDS });
      await client.mine({ blocks: 1 });
      for (const { contractName, address } of Object.values(contracts)) {
        if (!(contractName in privileges)) continue;
        assert.equal(
          await client.readContract({ ...manager, functionName: "getTargetAdminDelay", args: [address] }),
          delays.adminDelay,
        );
      }
      for (const role of [ADMIN_ROLE, ROLES.lister, ROLES.curator]) {
        assert.equal(
          await client.readContract({ ...manager, functionName: "getRoleGrantDelay", args: [role] }),
          delays.grantDelay,
        );
      }
    });
  });
});

/** A curator's change waits for its delay, and the guardian can stop it meanwhile. */
async function scheduleExecuteCancel(
  { client }: LocalNetwork,
  contracts: DryRun["contracts"],
  delaySeconds: number,
): Promise<void> {
  const manager = {
    address: addressOf(contracts, "accessManager"),
    abi: managerAbi,
    chain: client.chain,
  } as const;
  const vault = addressOf(contracts, "vault");
  // setGracePeriod(uint256) of two days.
  const data =
    `${toFunctionSelector("function setGracePeriod(uint256)")}${(172_800).toString(16).padStart(64, "0")}` as const;
  const [curator, guardian] = [standIns.curator, standIns.guardian] as [Address, Address];
  for (const address of [curator, guardian]) {
    await client.setBalance({ address, value: 10n ** 18n });
    await client.impersonateAccount({ address });
  }
  const send = async (
    account: Address,
    functionName: "schedule" | "execute" | "cancel",
    args: readonly unknown[],
  ) => {
    await client.simulateContract({ ...manager, account, functionName, args } as never);
    const request = client.request as (call: { method: string; params: unknown[] }) => Promise<`0x${string}`>;
    const input = encodeFunctionData({ abi: managerAbi, functionName, args } as never);
    const hash = await request({
      method: "eth_sendTransaction",
      params: [{ from: account, to: manager.address, data: input }],
    });
    const { status } = await client.waitForTransactionReceipt({ hash });
    assert.equal(status, "success", functionName);
  };
  const pass = async () => {
    await client.increaseTime({ seconds: delaySeconds + 1 });
    await client.mine({ blocks: 1 });
  };
  await assert.rejects(client.call({ account: curator, to: vault, data }), "not without a delay");
  await send(curator, "schedule", [vault, data, 0]);
  await assert.rejects(send(curator, "execute", [vault, data]), "not before its time");
  await pass();
  await send(curator, "execute", [vault, data]);
  await send(curator, "schedule", [vault, data, 0]);
  await send(guardian, "cancel", [curator, vault, data]);
  await pass();
  await assert.rejects(send(curator, "execute", [vault, data]), "the guardian cancelled it");
}

function addressOf(contracts: DryRun["contracts"], name: string): Address {
  const contract = contracts[name];
  assert.ok(contract, name);
  return contract.address;
}

function artifactOf(contractName: string): string {
  const [file] = globSync(`artifacts/{contracts/**,@openzeppelin/**}/${contractName}.json`);
  assert.ok(file, contractName);
  return file;
}

/** What asks the manager: `restricted` ends in the first, a function that strangers may call too in the second. */
const CHECKS = ["_checkCanCall", "canCallWithDelay"];

interface Syntax {
  sources: Map<string, AstNode>;
  /** Contracts, functions and modifiers by their ids. */
  nodes: Map<number, AstNode>;
}

const syntaxes = new Map<string, Syntax>();

function readSyntax(buildInfoId: string): Syntax {
  let syntax = syntaxes.get(buildInfoId);
  if (syntax) return syntax;
  const { output } = JSON.parse(readFileSync(`artifacts/build-info/${buildInfoId}.output.json`, "utf8"));
  const sources = new Map(
    Object.entries(output.sources as Record<string, { ast: AstNode }>).map(([name, { ast }]) => [name, ast]),
  );
  const nodes = new Map<number, AstNode>();
  for (const { nodes: members = [] } of sources.values()) {
    for (const member of members) {
      nodes.set(member.id, member);
      for (const inner of member.nodes ?? []) nodes.set(inner.id, inner);
    }
  }
  syntax = { sources, nodes };
  syntaxes.set(buildInfoId, syntax);
  return syntax;
}

/** The functions of a concrete contract, inherited ones too, that ask the manager; none of an interface or a base. */
function restrictedFunctions(buildInfoId: string, source: string, contractName: string): string[] {
  const { sources, nodes } = readSyntax(buildInfoId);
  const contract = sources.get(source)?.nodes?.find(({ name }) => name === contractName);
  assert.ok(contract, `no syntax tree of ${contractName}`);
  if (contract.abstract || contract.contractKind !== "contract") return [];
  const names = new Set<string>();
  for (const base of contract.linearizedBaseContracts ?? []) {
    for (const member of nodes.get(base)?.nodes ?? []) {
      const open = member.visibility === "external" || member.visibility === "public";
      if (member.nodeType !== "FunctionDefinition" || !open || !member.name) continue;
      if (reachesCheck(member, nodes, new Set())) names.add(member.name);
    }
  }
  return [...names].sort();
}

/** Whether a function or modifier names the check, or names another that does. */
function reachesCheck(node: AstNode, nodes: Map<number, AstNode>, seen: Set<number>): boolean {
  if (CHECKS.includes(node.name ?? "")) return true;
  if (seen.has(node.id)) return false;
  seen.add(node.id);
  for (const id of references(node)) {
    const target = nodes.get(id);
    const callable = target?.nodeType === "FunctionDefinition" || target?.nodeType === "ModifierDefinition";
    if (target && callable && reachesCheck(target, nodes, seen)) return true;
  }
  return false;
}

/** The ids of all declarations that are named below a node. */
function references(node: unknown): number[] {
  if (Array.isArray(node)) return node.flatMap(references);
  if (typeof node !== "object" || node === null) return [];
  const { referencedDeclaration } = node as AstNode;
  return [
    ...(typeof referencedDeclaration === "number" ? [referencedDeclaration] : []),
    ...Object.values(node).flatMap(references),
  ];
}
