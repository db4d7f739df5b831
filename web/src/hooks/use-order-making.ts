"use client";

import { useState } from "react";
import { usePublicConfig } from "#components/layout/providers";
import { useBlockTime } from "#hooks/use-block-time";
import { type Maker, useMaker } from "#hooks/use-maker";
import type { SignedCallStep } from "#lib/contract-call";
import { type NewOrder, newOrder } from "#lib/new-order";
import { USUAL_DURATION } from "#lib/order-durations";
import { publishOrderStep } from "#lib/publish-order-step";

/** What the forms that make orders share: who makes them, for how long they are open, and how they are published. */
export function useOrderMaking(): {
  maker: Maker | undefined;
  /** How long the order stays open, in seconds. */
  seconds: bigint;
  setSeconds: (seconds: bigint) => void;
  /** The step that signs and publishes an order; undefined until the chain has said what it needs. */
  publish: (title: string, order: Omit<NewOrder, "end">) => SignedCallStep | undefined;
  /** Makes ready for another order. */
  renew: () => void;
} {
  const config = usePublicConfig();
  const { maker, renew } = useMaker();
  const time = useBlockTime();
  const [seconds, setSeconds] = useState(USUAL_DURATION);
  return {
    ...{ maker, seconds, setSeconds, renew },
    publish(title, order) {
      if (!maker || time === undefined) return undefined;
      return publishOrderStep(title, newOrder({ ...order, end: time + seconds }, maker), config);
    },
  };
}
