import { type ChildProcess, fork } from "node:child_process";
import type { LifeParameters, LifeReturnType } from "./act-life.ts";

export interface Life {
  readonly child: ChildProcess;
  /** What came of it; undefined where it was killed. */
  readonly ended: Promise<LifeReturnType | undefined>;
}

/**
 * Processes to live in. One that ended by itself is used again; one that was killed is replaced, ahead of need, since it
 * takes a while to start.
 */
export function createLives(spare: number) {
  const idle: Promise<ChildProcess>[] = [];
  const all = new Set<ChildProcess>();
  const refill = () => {
    while (idle.length < spare) idle.push(start());
  };

  function start(): Promise<ChildProcess> {
    const child = fork(new URL("./act-child.ts", import.meta.url), {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    all.add(child);
    child.once("exit", () => all.delete(child));
    return new Promise((resolve, reject) => {
      child.once("message", () => resolve(child));
      child.once("exit", () => reject(new Error("a life ended before it began")));
    });
  }

  refill();
  return {
    async begin(parameters: LifeParameters): Promise<Life> {
      const child = await (idle.shift() ?? start());
      const ended = new Promise<LifeReturnType | undefined>((resolve) => {
        const onExit = () => {
          child.off("message", onMessage);
          refill();
          resolve(undefined);
        };
        const onMessage = (message: LifeReturnType) => {
          child.off("exit", onExit);
          idle.push(Promise.resolve(child));
          resolve(message);
        };
        child.once("exit", onExit);
        child.once("message", onMessage);
      });
      child.send(parameters);
      return { child, ended };
    },
    async stop() {
      await Promise.allSettled(idle);
      await Promise.all(
        [...all].map((child) => {
          const exited = new Promise((resolve) => child.once("exit", resolve));
          child.kill("SIGKILL");
          return exited;
        }),
      );
    },
  };
}
