import { BaseError as ViemError } from "viem";

/** Any failure of the keeper that it can name in one sentence. */
export class BaseError extends Error {
  override readonly name: string = "BaseError";
  /** Whether the same step may succeed if it is tried again later, with nothing changed by hand. */
  readonly retryable: boolean;

  constructor(message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.retryable = options.retryable ?? false;
  }

  /** The innermost cause, or the first for which `matches` holds. */
  walk(matches?: (error: unknown) => boolean): unknown {
    let error: unknown = this;
    while (true) {
      if (matches?.(error)) return error;
      const cause = error instanceof Error ? error.cause : undefined;
      if (cause === undefined) return matches === undefined ? error : undefined;
      error = cause;
    }
  }
}

/** The environment lacks something, or something in it cannot be read. */
export class ConfigurationError extends BaseError {
  override readonly name = "ConfigurationError";
}

/** The chain cannot be reached, or is not the one that the deployment is on. */
export class ChainError extends BaseError {
  override readonly name = "ChainError";
}

/** The sender accounts cannot do what the keeper needs of them. */
export class SenderError extends BaseError {
  override readonly name = "SenderError";
}

/** A transaction was not mined in the time that it was given; its intent stays in the journal. */
export class ReceiptTimeoutError extends BaseError {
  override readonly name = "ReceiptTimeoutError";
}

/** An error in one sentence, without the request that a client appends. */
export function describeError(error: unknown): string {
  if (error instanceof ViemError) return [error.shortMessage, error.details].filter(Boolean).join(" ");
  return error instanceof Error ? error.message : String(error);
}
