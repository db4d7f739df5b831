/** What a pool keeps in a swap, as the contracts count: the product of its reserves, or x³y + y³x. */
export const CURVE = { PRODUCT: 0, STABLE: 1 } as const;

export type CurveName = keyof typeof CURVE;
