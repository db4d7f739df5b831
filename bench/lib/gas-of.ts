import type { Call, Waves } from "../../scripts/devnet/wave.ts";

/** The gas that a call uses, mined alone in a block. */
export async function gasOf(waves: Waves, call: Call): Promise<number> {
  const [receipt] = await waves.send([call]);
  if (!receipt) throw new Error(`${call.label} was not mined`);
  return Number(receipt.gasUsed);
}
