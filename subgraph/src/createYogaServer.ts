import { createYoga, type Plugin } from "graphql-yoga";
import type { PublicClient } from "viem";
import type { Metrics } from "./createMetrics.ts";
import { type Context, createContext } from "./schema/context.ts";
import { schema } from "./schema/schema.ts";
import type { Database } from "./store/openDatabase.ts";

export type CreateYogaServerParameters = { db: Database; node: PublicClient; metrics: Metrics };

/** The GraphQL endpoint: `fetch` answers a request, and it is a listener for node:http too. */
export function createYogaServer(parameters: CreateYogaServerParameters) {
  return createYoga({
    schema,
    graphqlEndpoint: "/graphql",
    cors: { origin: "*", methods: ["GET", "POST", "OPTIONS"], credentials: false },
    plugins: [useSnapshot(parameters)],
    logging: false,
  });
}

/** Runs each operation in one read-only transaction, so that all of an answer is as of one block. */
function useSnapshot({ db, node, metrics }: CreateYogaServerParameters): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn(async (args) => {
        const stop = metrics.queries.startTimer();
        try {
          return await db.transaction(
            async (tx) => {
              const contextValue: Context = createContext(tx, node);
              return executeFn({ ...args, contextValue: Object.assign(args.contextValue, contextValue) });
            },
            { isolationLevel: "repeatable read", accessMode: "read only" },
          );
        } finally {
          stop();
        }
      });
    },
  };
}
