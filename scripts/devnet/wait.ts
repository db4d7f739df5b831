/**
 * Calls `probe` until it answers something other than undefined, every `everyMs`, for at most `timeoutMs`.
 *
 * @throws Error where the time is over, with what the last probe threw as its cause.
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  timeoutMs: number,
  everyMs = 100,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  while (performance.now() < deadline) {
    try {
      const answer = await probe();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`${what} did not come up within ${timeoutMs / 1000} s`, { cause });
}

/** Waits until `url` answers with a success. */
export async function waitForHttp(name: string, url: string, timeoutMs: number): Promise<void> {
  await waitFor(name, async () => ((await fetch(url)).ok ? true : undefined), timeoutMs, 250);
}
