import { type BaseError, HttpRequestError, RpcRequestError, TimeoutError } from "viem";

/** Whether an error is the node's: it did not answer, or refused the request as such. */
export function isNodeFailure(error: BaseError): boolean {
  const failure = error.walk(
    (cause) =>
      cause instanceof HttpRequestError || cause instanceof TimeoutError || cause instanceof RpcRequestError,
  );
  // Code 3 is a revert: the node did what it was asked (https://eips.ethereum.org/EIPS/eip-1474, geth's errors).
  return failure !== null && !(failure instanceof RpcRequestError && failure.code === 3);
}
