/** What `npm run mutate` mutates, and the tests that are likeliest to notice. */
export const MUTATION_TARGETS = [
  { sources: "contracts/lanes/*.sol", tests: "test/lanes" },
  { sources: "contracts/gauges/Gauge.sol", tests: "test/gauges" },
  { sources: "contracts/vaults/*.sol", tests: "test/vaults" },
];

/** The mutants that survive for a reason. */
export const EXPLAINED_MUTANTS = "docs/mutants.md";
