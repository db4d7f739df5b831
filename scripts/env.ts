/** The environment that the scripts read. */
export const env = {
  /** Where a Chromium is; looked for where unset. */
  CHROMIUM_PATH: process.env.CHROMIUM_PATH,
  /** Set by continuous integration: what would be skipped fails. */
  CI: process.env.CI === "true",
};
