import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type FaultRun, faultRun } from "./helpers/fault-run.ts";
import { createFaultWorld, type FaultWorld } from "./helpers/fault-world.ts";
import { createLives } from "./helpers/lives.ts";

/** The deep profile asks for 1,000 runs; an ordinary test has time for some. KEEPER_FAULT_SEED repeats one. */
const runs = Number(process.env.KEEPER_FAULT_RUNS ?? 4);
const first = Number(process.env.KEEPER_FAULT_SEED ?? 1);
const lanes = Math.min(runs, Number(process.env.KEEPER_FAULT_LANES ?? 2));

describe("sending through faults", () => {
  const worlds: FaultWorld[] = [];
  let lives: ReturnType<typeof createLives>;

  before(async () => {
    worlds.push(...(await Promise.all(Array.from({ length: lanes }, createFaultWorld))));
    lives = createLives(lanes);
  });

  after(async () => {
    await lives?.stop();
    await Promise.all(worlds.map((world) => world.stop()));
  });

  it(`runs each task once, whatever fails: seeds ${first} to ${first + runs - 1}`, async (test) => {
    const done: FaultRun[] = [];
    let next = first;
    await Promise.all(
      worlds.map(async (world) => {
        const databaseUrl = await world.postgres.createDatabase("faults");
        while (next < first + runs) {
          const seed = next++;
          const run = await faultRun(world, lives, databaseUrl, seed);
          done.push(run);
          if (run.wrong.length > 0 || done.length % 50 === 0) {
            process.stderr.write(`fault run ${done.length}, seed ${seed}: ${JSON.stringify(run)}\n`);
          }
        }
      }),
    );
    const sum = (key: "faults" | "events") => {
      const total: Record<string, number> = {};
      for (const run of done) {
        for (const [name, count] of Object.entries(run[key])) total[name] = (total[name] ?? 0) + count;
      }
      return JSON.stringify(total);
    };
    const kills = new Map<string, number>();
    for (const point of done.flatMap(({ killed }) => killed)) kills.set(point, (kills.get(point) ?? 0) + 1);
    test.diagnostic(`seeds ${first} to ${first + runs - 1}, killed after ${JSON.stringify([...kills])}`);
    test.diagnostic(`faults ${sum("faults")}`);
    test.diagnostic(`events ${sum("events")}`);
    const wrong = done.filter((run) => run.wrong.length > 0);
    assert.deepEqual(
      wrong.map(({ seed, wrong: why }) => ({ seed, why })),
      [],
      "EXACTLY_ONCE",
    );
  });
});
