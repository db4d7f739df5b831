import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inherited } from "../env.ts";

/** How long a process may take to end after SIGTERM, in milliseconds, before it is killed: the chain saves its state. */
const GRACE_MS = 20_000;

interface Service {
  name: string;
  child: ChildProcess;
}

/** The processes of one run. Each has a group of its own, so that ending it ends its children too. */
export interface Processes {
  start(name: string, command: string, args: string[], env?: Record<string, string>): ChildProcess;
  stop(): Promise<void>;
  logFile(name: string): string;
}

/**
 * Starts and stops the services of a run whose files are in `stateDir`.
 *
 * One run at a time uses a folder: what a killed run left behind is ended first, a living run is an error.
 *
 * @param onExit Called when a service ends by itself.
 */
export function createProcesses(
  stateDir: string,
  onExit: (name: string, logFile: string) => void,
): Processes {
  const logDir = join(stateDir, "logs");
  const lockFile = join(stateDir, "run.json");
  mkdirSync(logDir, { recursive: true });
  endLeftovers(lockFile);

  const services: Service[] = [];
  // Whatever ends this process, an error of its own too, its services end with it.
  process.once("exit", () => {
    for (const { child } of services) if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
  });
  let stopping = false;
  const writeLock = () => {
    const groups = services.map(({ child }) => child.pid);
    writeFileSync(lockFile, JSON.stringify({ pid: process.pid, command: commandOf(process.pid), groups }));
  };
  writeLock();

  const logFile = (name: string) => join(logDir, `${name}.log`);
  return {
    logFile,
    start(name, command, args, env = {}) {
      const log = openSync(logFile(name), "w");
      const child = spawn(command, args, {
        detached: true,
        stdio: ["ignore", log, log],
        env: { ...inherited, ...env },
      });
      services.push({ name, child });
      writeLock();
      child.once("exit", () => {
        if (!stopping) onExit(name, logFile(name));
      });
      return child;
    },
    async stop() {
      stopping = true;
      // The last first: what acts on the chain is gone before the chain saves its state.
      for (const { child } of services.toReversed()) await endGroup(child);
      rmSync(lockFile, { force: true });
    },
  };
}

/**
 * Ends a process and its group, first kindly. The leader may be a wrapper that ends before its child has saved what it
 * has to save, so the group is waited for.
 */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  signalGroup(pid, "SIGTERM");
  const deadline = performance.now() + GRACE_MS;
  while (signalGroup(pid, 0)) {
    if (performance.now() > deadline) signalGroup(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Sends a signal to a process group, 0 for none; tells whether there is such a group. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    return false;
  }
}

/** Ends what a run that was killed left running, told by the process groups it wrote down. */
function endLeftovers(lockFile: string): void {
  let lock: { pid: number; command: string; groups: number[] };
  try {
    lock = JSON.parse(readFileSync(lockFile, "utf8"));
  } catch {
    return;
  }
  if (lock.pid !== process.pid && lock.command !== "" && commandOf(lock.pid) === lock.command) {
    throw new Error(
      `Millrace runs here already, as process ${lock.pid}; stop that one first with Ctrl-C or kill`,
    );
  }
  // A process number may have been given to a stranger since: ours are led by this project's own programs.
  const ours = /anvil|subgraph|keeper|next|scripts/;
  for (const group of lock.groups) if (ours.test(commandOf(group))) signalGroup(group, "SIGKILL");
}

/** The command line of a process, empty where there is no such process. */
function commandOf(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
