#!/usr/bin/env node
import { writeFileSync } from "node:fs";
import { parseEnv } from "./env.ts";
import { schemaText } from "./schema/schema.ts";
import { startIndexer } from "./startIndexer.ts";

const usage = `usage: indexer | indexer schema
  indexer          reads the chain and serves GraphQL until it is stopped
  indexer schema   writes the API to schema.graphql`;

async function run(): Promise<void> {
  const indexer = await startIndexer(parseEnv(process.env));
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      await indexer.stop();
      process.exit(0);
    });
  }
}

const [command, ...rest] = process.argv.slice(2);
try {
  if (rest.length > 0 || (command !== undefined && command !== "schema")) {
    throw new Error(`unknown argument ${rest[0] ?? command}\n${usage}`);
  }
  if (command === "schema") writeFileSync(new URL("../schema.graphql", import.meta.url), schemaText());
  else await run();
} catch (error) {
  console.error(`indexer: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
