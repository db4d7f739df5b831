import { type Abi, type AbiEvent, decodeEventLog, type Hex, toEventSelector } from "viem";
import { place } from "./recordActivity.ts";
import type { HandlerContext, Handlers } from "./types.ts";

export type Dispatch = (context: HandlerContext) => Promise<void>;

/** One function for all events of a contract kind; one without a handler is kept as it is, among the other events. */
export function createDispatch<const abi extends Abi>(abi: abi, handlers: Handlers<abi>): Dispatch {
  const byName = handlers as Record<
    string,
    ((context: HandlerContext, args: never) => Promise<void> | void) | undefined
  >;
  const events = new Map<Hex, AbiEvent>();
  for (const item of abi) {
    if (item.type === "event") events.set(toEventSelector(item), item);
  }
  return async (context) => {
    const { topics, data } = context.log;
    const [selector] = topics;
    const event = selector && events.get(selector);
    // An event of the same name with other indexed arguments is another event.
    if (!event || event.inputs.filter((input) => input.indexed).length !== topics.length - 1) return;
    const { args } = decodeEventLog({ abi: [event], topics: topics as [Hex, ...Hex[]], data });
    const handle = byName[event.name];
    if (handle) await handle(context, toLowerCase(args) as never);
    else recordOther(context, event.name, args);
  };
}

function recordOther(context: HandlerContext, name: string, args: unknown): void {
  const { rows, instance } = context;
  const json = JSON.stringify(toLowerCase(args), (_, value) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  rows.insert("otherEvents", { ...place(context), instance, name, args: json });
}

/** Hexadecimal values in lower case, as they are stored. */
function toLowerCase(args: unknown): unknown {
  return Object.fromEntries(
    Object.entries(args as Record<string, unknown>).map(([key, value]) => [
      key,
      typeof value === "string" ? value.toLowerCase() : value,
    ]),
  );
}
