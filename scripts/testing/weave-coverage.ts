import type { CoveragePoint } from "./find-coverage-points.ts";
import { type Site, weave } from "./weave.ts";

export const PROBE_FILE = "millrace-coverage.sol";

/** Where the test runner listens for what was reached; callable where the source is pure, by the casts. */
export const PROBE_SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

function __hit(uint256 id) pure {
    __pure(__report)(id);
}
function __holds(uint256 id) pure returns (bool) {
    __pure(__report)(id);
    return true;
}
function __fails(uint256 id) pure returns (bool) {
    __pure(__report)(id);
    return false;
}
function __report(uint256 id) view {
    assembly {
        let at := mload(0x40)
        mstore(at, id)
        pop(staticcall(gas(), 0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE, at, 32, 0, 0))
    }
}
function __pure(function(uint256) view f) pure returns (function(uint256) pure g) {
    assembly {
        g := f
    }
}
`;

/** A source that behaves as it did and reports each point that it passes by its number. */
export function weaveCoverage(text: string, points: ReadonlyMap<number, CoveragePoint>): string {
  const sites: Site[] = [];
  const conditions = new Map<string, { start: number; end: number; holds?: number; fails?: number }>();
  for (const [number, { start, end, way }] of points) {
    if (way === "clause") {
      sites.push({ start: start + 1, end: start + 1, rank: 0, wrap: () => ` __hit(${number}); ` });
    } else if (way === undefined) {
      // The tree leaves the semicolon of a statement to nobody, and that of a last one to none around it.
      const stop = end + (/^\s*;/.exec(text.slice(end))?.[0].length ?? 0);
      const alone = !/[;{}]\s*$/.test(codeBefore(text, start));
      sites.push({
        ...{ start, end: stop, rank: 0 },
        wrap: (inside) => (alone ? `{ __hit(${number}); ${inside} }` : `__hit(${number}); ${inside}`),
      });
    } else {
      const key = `${start}-${end}`;
      const condition = conditions.get(key) ?? { start, end };
      condition[way] = number;
      conditions.set(key, condition);
    }
  }
  for (const { start, end, holds, fails } of conditions.values()) {
    sites.push({
      start,
      end,
      rank: 1,
      wrap: (inside) => `((${inside}) ? __holds(${holds}) : __fails(${fails}))`,
    });
  }
  return weave(text, sites, `import {__hit, __holds, __fails} from "${PROBE_FILE}";`);
}

/** The code before a place, without comments: what ends it tells whether a statement stands in a block of its own. */
function codeBefore(text: string, start: number): string {
  return text
    .slice(Math.max(0, start - 4_000), start)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "");
}
