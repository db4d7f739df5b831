/** What the processes that scripts start inherit. */
export const inherited: NodeJS.ProcessEnv = process.env;

/** The environment that the scripts read. */
export const env = {
  PATH: process.env.PATH ?? "",
  /** Where a Chromium is; looked for where unset. */
  CHROMIUM_PATH: process.env.CHROMIUM_PATH,
  /** What the random choices of tests follow from, decimal or with `0x`; the same every time where unset. */
  SEED: process.env.SEED,
  /** The key that deploys to a public chain. */
  DEPLOYER_PRIVATE_KEY: process.env.DEPLOYER_PRIVATE_KEY as `0x${string}` | undefined,
  /** Set by the runner of the tests: the contracts are compiled, and two tests at once can't compile them. */
  CONTRACTS_COMPILED: process.env.CONTRACTS_COMPILED === "true",
  /** Set by continuous integration: what would be skipped fails. */
  CI: process.env.CI === "true",
};
