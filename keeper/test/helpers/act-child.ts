import { type LifeParameters, liveOnce } from "./act-life.ts";

/** Lives as it is told, one life after another, until it is killed or its parent is gone. */
process.on("message", (parameters: LifeParameters) => {
  liveOnce(parameters).then(
    (result) => process.send?.(result),
    (error) => process.send?.({ done: false, events: {}, failures: [String(error)] }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
