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

/** The external signer does not answer, or not what it was asked for. */
export class SignerError extends BaseError {
  override readonly name = "SignerError";
}

/** Another replica has taken over: nothing may be written or sent under this lease any more. */
export class FencedError extends BaseError {
  override readonly name = "FencedError";

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { ...options, retryable: true });
  }
}

/** Fewer nodes than the quorum gave one answer: what is true is not known, and nothing is sent on it. */
export class QuorumError extends BaseError {
  override readonly name = "QuorumError";
  /** Whether nodes contradict each other, rather than not answer. */
  readonly disagreement: boolean;

  constructor(message: string, options: { cause?: unknown; disagreement: boolean }) {
    super(message, { cause: options.cause, retryable: true });
    this.disagreement = options.disagreement;
  }
}

/** A transaction that the keeper must not sign: its target, selector or value is not on the list. */
export class ForbiddenError extends BaseError {
  override readonly name = "ForbiddenError";
}

/** An error in one sentence, without the request that a client appends. */
export function describeError(error: unknown): string {
  if (error instanceof ViemError) return [error.shortMessage, error.details].filter(Boolean).join(" ");
  return error instanceof Error ? error.message : String(error);
}
