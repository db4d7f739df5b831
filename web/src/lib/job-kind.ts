import { toFunctionSelector } from "viem";

/** What a keeper job does, in the order of a cycle. */
export const jobKinds = [
  "harvest",
  "report",
  "settle",
  "payOut",
  "collect",
  "sweep",
  "allocate",
  "accrue",
  "liquidate",
  "other",
] as const;

export type JobKind = (typeof jobKinds)[number];

const signatures: Record<Exclude<JobKind, "other">, string[]> = {
  harvest: ["harvest(uint256)"],
  report: ["report()"],
  settle: ["settle()"],
  payOut: ["payOut(uint256[])"],
  collect: ["collect(uint256[])", "collectFees()"],
  sweep: ["sweep(uint256[])"],
  allocate: ["allocate(address,uint256)", "deallocate(address,uint256)"],
  accrue: ["accrue()"],
  liquidate: ["liquidate(address,address,uint256)"],
};

const kindBySelector = new Map<string, JobKind>(
  Object.entries(signatures).flatMap(([kind, texts]) =>
    texts.map((text) => [toFunctionSelector(text), kind as JobKind] as const),
  ),
);

/** The kind of a job by the selector it calls. */
export function jobKind(selector: string): JobKind {
  return kindBySelector.get(selector.toLowerCase().slice(0, 10)) ?? "other";
}
