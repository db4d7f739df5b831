import { z } from "zod";

const url = z.url({ protocol: /^https?$/ });

const schema = z
  .object({
    /** Where the indexer's GraphQL API answers. */
    MILLRACE_GRAPHQL_URL: url,
    /** The JSON file of the deployment. */
    MILLRACE_DEPLOYMENT: z.string().min(1),
    /** The node that browsers talk to. */
    MILLRACE_PUBLIC_RPC_URL: url,
    /** The node that this server talks to, where it is not the one for browsers. */
    MILLRACE_RPC_URL: url.optional(),
  })
  .transform((values) => ({
    graphqlUrl: values.MILLRACE_GRAPHQL_URL,
    deploymentFile: values.MILLRACE_DEPLOYMENT,
    publicRpcUrl: values.MILLRACE_PUBLIC_RPC_URL,
    rpcUrl: values.MILLRACE_RPC_URL ?? values.MILLRACE_PUBLIC_RPC_URL,
  }));

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/**
 * The settings of the running server, read at its first request: one build serves any deployment.
 *
 * @throws Error naming every variable that is missing or malformed.
 */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`the dApp's environment is incomplete. ${problems.join("; ")}. See web/README.md.`);
  }
  parsed = result.data;
  return parsed;
}
