/** Checks the settings when the server starts, so that a wrong one is named there and not by the first page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    await import("#server/check-settings");
  }
}
