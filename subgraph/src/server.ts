import { createServer, type Server } from "node:http";
import type { PublicClient } from "viem";
import type { Metrics } from "./createMetrics.ts";
import { createYogaServer } from "./createYogaServer.ts";
import type { Database } from "./store/openDatabase.ts";
import { cursors } from "./store/tables.ts";

export type StartServerParameters = { db: Database; node: PublicClient; metrics: Metrics; port: number };
export type StartServerReturnType = { port: number; stop: () => Promise<void> };

/**
 * Serves GraphQL at /graphql, and /healthz, /readyz and /metrics for who watches over the process.
 *
 * @throws Error naming the port where another process has it.
 */
export async function startServer({
  db,
  node,
  metrics,
  port,
}: StartServerParameters): Promise<StartServerReturnType> {
  const yoga = createYogaServer({ db, node, metrics });
  const server = createServer(async (request, response) => {
    const path = request.url?.split("?", 1)[0];
    if (path === "/healthz") {
      response.end("ok\n");
    } else if (path === "/readyz") {
      const ready = await isReady(db);
      response.writeHead(ready ? 200 : 503).end(ready ? "ready\n" : "no block is indexed yet\n");
    } else if (path === "/metrics") {
      response.setHeader("content-type", metrics.register.contentType);
      response.end(await metrics.register.metrics());
    } else {
      await yoga(request, response);
    }
  });
  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function isReady(db: Database): Promise<boolean> {
  try {
    const [cursor] = await db.select().from(cursors);
    return cursor?.block != null;
  } catch {
    return false;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? "is taken by another process" : `can't be listened on (${error.code})`;
      reject(new Error(`port ${port} ${reason}; GRAPHQL_PORT chooses another one`, { cause: error }));
    });
    server.listen(port, resolve);
  });
}
