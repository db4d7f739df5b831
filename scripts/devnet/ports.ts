import { execFileSync } from "node:child_process";
import { createServer } from "node:net";

/** How far above a default a free port is looked for. */
const SEARCH = 50;

const taken = new Set<number>();

/** Whether `port` can be listened on at the loopback address now. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Who listens on `port`, as far as the system tells. */
function holderOf(port: number): string {
  try {
    const rows = execFileSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fcp"], { encoding: "utf8" });
    const pid = /^p(\d+)/m.exec(rows)?.[1];
    const command = /^c(.+)/m.exec(rows)?.[1];
    if (pid) return `${command ?? "a process"} (process ${pid})`;
  } catch {}
  try {
    const rows = execFileSync("ss", ["-Hltnp", `sport = :${port}`], { encoding: "utf8" });
    const [, command, pid] = /\(\("([^"]+)",pid=(\d+)/.exec(rows) ?? [];
    if (pid) return `${command} (process ${pid})`;
  } catch {}
  return "another program";
}

/**
 * The port to use for `name`: the one asked for, or else the first free one from `fallback` on.
 *
 * @throws Error where the port asked for is in use, naming it and who holds it.
 */
export async function choosePort(name: string, asked: number | undefined, fallback: number): Promise<number> {
  const last = asked ?? fallback + SEARCH;
  for (let port = asked ?? fallback; port <= last; port++) {
    if (!taken.has(port) && (await isFree(port))) {
      taken.add(port);
      return port;
    }
  }
  if (asked === undefined) {
    throw new Error(`no port from ${fallback} to ${last} is free for ${name}; name one with --${name}-port`);
  }
  throw new Error(
    `port ${asked} for ${name} is held by ${holderOf(asked)}; stop it or name another with --${name}-port`,
  );
}
