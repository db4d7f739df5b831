/** Tells people how far a run is, on stderr, so that stdout stays for results. */
export interface Progress {
  /** Runs `work` as a named step; `work` may tell how far it is. */
  step<T>(name: string, work: (tell: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Seconds that each finished step took. */
  seconds: Record<string, number>;
}

/** A progress display: one line a step, rewritten in place on a terminal. */
export function createProgress(): Progress {
  const seconds: Record<string, number> = {};
  const live = process.stderr.isTTY === true;
  const write = (line: string, final: boolean) => {
    if (live) process.stderr.write(`\r\x1b[2K${line}${final ? "\n" : ""}`);
    else if (final) process.stderr.write(`${line}\n`);
  };
  return {
    seconds,
    async step(name, work) {
      const started = performance.now();
      let detail = "";
      const elapsed = () => ((performance.now() - started) / 1000).toFixed(1);
      const show = () => write(`… ${name} ${detail} (${elapsed()} s)`, false);
      const ticker = setInterval(show, 250);
      show();
      try {
        const result = await work((text) => {
          detail = text;
        });
        seconds[name] = Number(elapsed());
        write(`✓ ${name} ${detail} (${elapsed()} s)`, true);
        return result;
      } catch (error) {
        write(`✗ ${name} ${detail} (${elapsed()} s)`, true);
        throw error;
      } finally {
        clearInterval(ticker);
      }
    },
  };
}
