import { readFileSync } from "node:fs";
import { type Address, getAddress, isAddress } from "viem";
import { z } from "zod";

const address = z
  .string()
  .refine((value) => isAddress(value), "not an address")
  .transform((value): Address => getAddress(value));

/** Where one deployment of the protocol is; everything else is discovered from the events of these contracts. */
export const deploymentSchema = z.object({
  chainId: z.number().int().positive(),
  /** The block of the first contract, before which nothing needs to be read. */
  startBlock: z.number().int().nonnegative(),
  accessManager: address,
  registry: address,
  executor: address,
  poolFactory: address,
  router: address,
  nftRouter: address,
  marketplace: address,
  orderBook: address,
});

export type Deployment = z.infer<typeof deploymentSchema>;

/**
 * Reads a deployment from the JSON file that the deployment script wrote.
 *
 * @throws Error where the file is missing or malformed, naming it and the field.
 */
export function readDeployment(path: string): Deployment {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new Error(`no deployment can be read from ${path}; npm start writes one for the devnet`, { cause });
  }
  const parsed = deploymentSchema.safeParse(json);
  if (!parsed.success)
    throw new Error(`the deployment ${path} is malformed:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
