import { createServer, type RequestListener, type Server } from "node:http";
import { type CreateYogaServerParameters, createYogaServer } from "./createYogaServer.ts";
import type { Database } from "./store/openDatabase.ts";
import { cursors } from "./store/tables.ts";

export type StartServerReturnType = {
  port: number;
  /** Begins to answer; until then every request is told to come again. */
  serve: (parameters: CreateYogaServerParameters) => void;
  stop: () => Promise<void>;
};

/**
 * Takes the port, before anything else is begun.
 *
 * @throws Error naming the port where another process has it.
 */
export async function startServer(port: number): Promise<StartServerReturnType> {
  const starting: RequestListener = (_, response) => {
    response.writeHead(503, { "content-type": "application/json" });
    response.end(JSON.stringify({ errors: [{ message: "the indexer is starting" }] }));
  };
  const server = createServer(starting);
  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    serve(parameters) {
      server.off("request", starting);
      server.on("request", createListener(parameters));
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** GraphQL at /graphql, and /healthz, /readyz and /metrics for who watches over the process. */
function createListener(parameters: CreateYogaServerParameters): RequestListener {
  const { db, metrics } = parameters;
  const yoga = createYogaServer(parameters);
  return async (request, response) => {
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
  };
}

async function isReady(db: Database): Promise<boolean> {
  try {
    const [cursor] = await db.select().from(cursors);
    return cursor?.block != null;
  } catch {
    // The tables are being made.
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
