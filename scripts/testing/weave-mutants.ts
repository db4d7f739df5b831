import type { Mutant } from "./find-mutants.ts";
import { type Site, weave, withImport } from "./weave.ts";

/** What a source with all its mutants imports; `block.coinbase` says which of them is on. */
export const SWITCH_FILE = "millrace-mutants.sol";

/** The coinbase with which every mutant that is reached reports its number, and none is on. */
export const REPORT = (1n << 160n) - 1n;

/**
 * A mutant is chosen by an environment value that tests leave alone, so that one build holds all mutants of a source.
 * The casts make a view function callable where the source is pure. Hits go where the runner's coverage listens.
 */
export const SWITCH_SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

function __on(uint256 id) pure returns (bool) {
    return __pure(__chosen)(id);
}
function __chosen(uint256 id) view returns (bool) {
    uint256 chosen = uint160(address(block.coinbase));
    if (chosen == ${REPORT}) {
        assembly {
            let at := mload(0x40)
            mstore(at, id)
            pop(staticcall(gas(), 0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE, at, 32, 0, 0))
        }
    }
    return chosen == id;
}
function __onSelector(uint256 modifierId) view returns (bool) {
    return __chosen((modifierId << 32) | uint32(msg.sig));
}
function __pure(function(uint256) view returns (bool) f) pure returns (function(uint256) pure returns (bool) g) {
    assembly {
        g := f
    }
}
function __ceilDiv(uint256 a, uint256 b) pure returns (uint256) {
    return a / b + (a % b == 0 ? 0 : 1);
}
`;

const IMPORT = `import {__on, __onSelector, __ceilDiv} from "${SWITCH_FILE}";`;

/** A source that behaves as it did, unless the coinbase chooses one of the mutants by its number. */
export function weaveMutants(text: string, mutants: ReadonlyMap<number, Mutant>): string {
  const places = Map.groupBy(
    [...mutants].filter(([, { kind }]) => kind !== "modifier"),
    ([, { start, end, kind }]) => `${start}-${end}-${kind}`,
  );
  const sites = [...places.values()].flatMap((here): Site[] => {
    const first = here[0]?.[1];
    if (first === undefined) return [];
    const { start, end, kind } = first;
    const wrap =
      kind === "statement"
        ? (inside: string) =>
            `${here.map(([number, { text: code }]) => `if (__on(${number})) { ${code} } else `).join("")}{ ${inside} }`
        : (inside: string) =>
            `(${here.map(([number, { text: code }]) => `__on(${number}) ? (${code}) : `).join("")}(${inside}))`;
    return [{ start, end, rank: kind === "statement" ? 0 : 1, wrap }];
  });
  return weave(text, sites, IMPORT);
}

/** The library source of a modifier, where it asks whether it was taken away from the function that is called. */
export function weaveModifier(text: string, calls: readonly string[], modifierId: number): string {
  let woven = text;
  for (const call of calls) {
    if (!woven.includes(call)) throw new Error(`${call} is not in the modifier's source any more`);
    woven = woven.replace(call, `if (!__onSelector(${modifierId})) ${call}`);
  }
  return withImport(woven, IMPORT);
}
