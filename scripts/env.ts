/** What the processes that scripts start inherit. */
export const inherited: NodeJS.ProcessEnv = process.env;

/** The environment that the scripts read. */
export const env = {
  PATH: process.env.PATH ?? "",
  /** Where a Chromium is; looked for where unset. */
  CHROMIUM_PATH: process.env.CHROMIUM_PATH,
  /** Set by continuous integration: what would be skipped fails. */
  CI: process.env.CI === "true",
};
