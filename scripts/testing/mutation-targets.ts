/** What `npm run mutate` mutates, and how the paths of the tests begin that are likeliest to notice. */
export const MUTATION_TARGETS = [
  { sources: "contracts/lanes/*.sol", tests: "test/lanes/" },
  { sources: "contracts/gauges/Gauge.sol", tests: "test/gauges/" },
  { sources: "contracts/vaults/*.sol", tests: "test/vaults/" },
  { sources: "contracts/nfts/*.sol", tests: "test/nfts/" },
];

/** The mutants that survive for a reason. */
export const EXPLAINED_MUTANTS = "docs/mutants.md";
