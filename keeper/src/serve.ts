import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CycleReport } from "./cycle-report.ts";
import { ConfigurationError } from "./errors.ts";
import type { Metrics } from "./metrics.ts";

/** What the keeper shows of itself over HTTP. */
export interface Status {
  /** A replica that stands by is ready to take over, and acts on nothing. */
  role: "standby" | "active" | "draining";
  /** The last cycle, and the last one that had jobs. */
  last: CycleReport | undefined;
  lastWithJobs: CycleReport | undefined;
  /** The sentence of the error that ended the last cycle, where one did. */
  failure: string | undefined;
}

export function createStatus(): Status {
  return { role: "standby", last: undefined, lastWithJobs: undefined, failure: undefined };
}

export interface Served {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Serves `/metrics` for Prometheus; `/healthz`, whether it works; `/readyz`, whether it acts or stands by to; and
 * `/batches`, the batches of the last cycle with jobs as JSON.
 *
 * @throws ConfigurationError where the port is taken.
 */
export async function serve(port: number, status: Status, metrics: Metrics): Promise<Served> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://keeper");
    const answer = (code: number, type: string, body: string) =>
      response.writeHead(code, { "content-type": type, "access-control-allow-origin": "*" }).end(body);
    switch (pathname) {
      case "/metrics":
        return answer(200, metrics.registry.contentType, await metrics.registry.metrics());
      case "/healthz": {
        const healthy = status.failure === undefined;
        return answer(
          healthy ? 200 : 503,
          "application/json",
          JSON.stringify({ healthy, failure: status.failure }),
        );
      }
      case "/readyz": {
        const halted = status.last?.halted ?? [];
        const acting = status.role === "active" && status.last !== undefined && halted.length === 0;
        const ready = status.failure === undefined && (acting || status.role === "standby");
        return answer(
          ready ? 200 : 503,
          "application/json",
          JSON.stringify({ ready, role: status.role, halted, failure: status.failure }),
        );
      }
      case "/batches":
        return answer(200, "application/json", JSON.stringify(status.lastWithJobs ?? null));
      default:
        return answer(404, "text/plain", "Not found: try /metrics, /healthz, /readyz or /batches.\n");
    }
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(
        new ConfigurationError(
          `KEEPER_PORT ${port} cannot be listened on (${cause.message}): choose another.`,
          {
            cause,
          },
        ),
      );
    });
    server.listen(port, resolve);
  });
}
