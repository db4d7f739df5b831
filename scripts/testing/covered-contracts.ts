import { globSync } from "node:fs";

/** The points that no test can or need reach, each with its reason. */
export const EXPLAINED_POINTS = "docs/coverage.md";

/** The contracts whose coverage counts: all but the devnet's and those without code. */
export function coveredContracts(): string[] {
  return globSync("contracts/**/*.sol")
    .filter((file) => !file.startsWith("contracts/devnet/") && !file.startsWith("contracts/interfaces/"))
    .sort();
}
