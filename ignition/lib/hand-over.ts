import type {
  AccountRuntimeValue,
  CallableContractFuture,
  Future,
  IgnitionModuleBuilder,
} from "@nomicfoundation/ignition-core";
import { ADMIN_ROLE, type Restricted, ROLES, selectorsByRole } from "../roles.ts";

/** A contract that obeys the AccessManager. */
export interface Target {
  id: string;
  contract: Restricted;
  future: CallableContractFuture<string>;
}

export interface HandOverParameters {
  accessManager: CallableContractFuture<string>;
  executor: CallableContractFuture<string>;
  targets: readonly Target[];
  /** All that the deployer still does as the admin: it is none afterwards. */
  after: Future[];
  /** Who runs the keeper, besides the parameter `keeper`. */
  keepers?: readonly string[];
}

/**
 * Ends a deployment: gives the roles their functions, the accounts their roles and delays, and takes the deployer's
 * power away.
 *
 * Parameters: the accounts `admin`, `lister`, `curator`, `guardian` and `keeper`, none of which is the deployer; and
 * in seconds `adminDelay`, `listerDelay`, `curatorDelay` and `grantDelay`.
 *
 * An AccessManager lets a member's first delay count at once, but the delays of targets and of grants only after its
 * setback of five days; until then the admin's own delay is what holds its powers back.
 */
export function handOver(m: IgnitionModuleBuilder, parameters: HandOverParameters): void {
  const { accessManager, executor, targets, after, keepers = [] } = parameters;
  const delayOf = {
    admin: m.getParameter<number>("adminDelay"),
    lister: m.getParameter<number>("listerDelay"),
    curator: m.getParameter<number>("curatorDelay"),
  };
  const grantDelay = m.getParameter<number>("grantDelay");
  const encode = (id: string, name: string, args: Parameters<typeof m.call>[2]) =>
    m.encodeFunctionCall(accessManager, name, args, { id });
  const send = (id: string, calls: ReturnType<typeof encode>[], afterwards: Future[]) =>
    m.call(accessManager, "multicall", [calls], { id, after: afterwards });

  const wired = targets.map(({ id, contract, future }) =>
    send(
      `wire_${id}`,
      [
        ...selectorsByRole(contract).map(([role, selectors]) =>
          encode(`wire_${id}_${role}`, "setTargetFunctionRole", [future, selectors, ROLES[role]]),
        ),
        encode(`wire_${id}_delay`, "setTargetAdminDelay", [future, delayOf.admin]),
      ],
      after,
    ),
  );

  const roles = send(
    "roles",
    [
      ...Object.entries(ROLES).map(([role, roleId]) => encode(`label_${role}`, "labelRole", [roleId, role])),
      encode("lister_guardian", "setRoleGuardian", [ROLES.lister, ROLES.guardian]),
      encode("curator_guardian", "setRoleGuardian", [ROLES.curator, ROLES.guardian]),
      encode("admin_grant_delay", "setGrantDelay", [ADMIN_ROLE, grantDelay]),
      encode("lister_grant_delay", "setGrantDelay", [ROLES.lister, grantDelay]),
      encode("curator_grant_delay", "setGrantDelay", [ROLES.curator, grantDelay]),
    ],
    after,
  );

  const grants = send(
    "grants",
    [
      encode("grant_lister", "grantRole", [ROLES.lister, m.getParameter<string>("lister"), delayOf.lister]),
      encode("grant_curator", "grantRole", [
        ROLES.curator,
        m.getParameter<string>("curator"),
        delayOf.curator,
      ]),
      encode("grant_guardian", "grantRole", [ROLES.guardian, m.getParameter<string>("guardian"), 0]),
      encode("grant_executor", "grantRole", [ROLES.keeper, executor, 0]),
      encode("grant_keeper", "grantRole", [ROLES.keeper, m.getParameter<string>("keeper"), 0]),
      ...keepers.map((keeper, index) =>
        encode(`grant_keeper_${index}`, "grantRole", [ROLES.keeper, keeper, 0]),
      ),
    ],
    after,
  );

  const deployer: AccountRuntimeValue = m.getAccount(0);
  const admin = m.getParameter<string>("admin");
  const granted = m.call(accessManager, "grantRole", [ADMIN_ROLE, admin, delayOf.admin], {
    id: "grant_admin",
    after: [...wired, roles, grants],
  });
  m.call(accessManager, "renounceRole", [ADMIN_ROLE, deployer], { id: "renounce", after: [granted] });
}
