import { BaseError } from "../errors.ts";

/** Thrown where a call does what only a node can tell: it sends ether, creates a contract, asks for a balance. */
export class UnsupportedError extends BaseError {
  override readonly name = "UnsupportedError";

  constructor(what: string) {
    super(`What a call does is left to the node: ${what}.`);
  }
}
