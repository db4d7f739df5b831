import { z } from "zod";

const schema = z.object({
  MILLRACE_RPC_URL: z.url({ protocol: /^https?$/, error: "must be an http or https URL of a node" }),
  MILLRACE_DEPLOYMENT: z.string({ error: "must be the path of a deployment's JSON" }).min(1),
  GRAPHQL_PORT: z.coerce.number({ error: "must be a port" }).int().min(0).max(65_535).default(4350),
  SUBGRAPH_DATA_DIR: z.string().min(1).default(".millrace/subgraph"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres URL" }).optional(),
  SUBGRAPH_POLL_MS: z.coerce.number({ error: "must be milliseconds" }).int().min(10).default(250),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Env = z.infer<typeof schema>;

/**
 * The settings of the indexer.
 *
 * @throws Error of one line that names every variable that is missing or malformed.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  // An empty variable is one that is not set.
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new Error(`the environment is incomplete: ${faults.join("; ")}`);
}
