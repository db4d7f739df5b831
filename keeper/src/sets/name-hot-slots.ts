import type { Plan } from "../plan/types.ts";
import type { SlotNamer } from "./create-slot-namer.ts";

/** A plan whose contended slots are called by contract and variable. */
export function nameHotSlots(plan: Plan, { nameOf }: SlotNamer): Plan {
  return {
    ...plan,
    hottestSlot: plan.hottestSlot === undefined ? undefined : nameOf(plan.hottestSlot),
    hotSlots: plan.hotSlots.map((slot) => ({ ...slot, name: nameOf(slot.name) })),
  };
}
