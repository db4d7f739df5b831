/**
 * What a gauge position may claim, to the unit, from the gauge's events alone.
 *
 * The state of a position is kept as `GaugeLib` keeps it, and every transition here has the event that causes it:
 *
 * | Event | Transition |
 * |---|---|
 * | `Settle(epoch, start, end)` | the open epoch becomes `{ number: epoch + 1n, start: end }`; epoch 0 is at construction |
 * | `Distribute(epoch, token, …, perWeight, cumulative)` | the mark of that reward for that epoch |
 * | `AddReward(token)` | the reward gets the next index, in the order of these events |
 * | `Stake(id, …, amount)` | `applyStake`, on `EMPTY_POSITION` at the first one of an id |
 * | `Unstake(id, …, amount)` | `applyUnstake` |
 * | `Split(id, newId, amount)` | `applySplit`, to both |
 * | `Merge(id, into, …)` | `applyMerge`, to `into`; `id` becomes `EMPTY_POSITION` |
 * | `Claim(id, token, …, amount)`, `PayBounty(id, token, …, amount)` | `applyClaim` |
 *
 * Events are applied in the order of the chain, each with the epoch that is open at it: a `Stake` after a `Settle` in
 * the same block belongs to the new epoch. Transfers and payouts change nothing else. Settlements touch no position;
 * `claimable` reads the marks instead.
 *
 * The formula, for a position last touched in epoch e, while epoch n is open:
 *
 *     credit = creditScaled + stake * (cumulative[n-1] - cumulative[e-1]) - debt * perWeight[e]   (modulo 2^256)
 *     claimable = floor(credit / 10^36)
 *
 * All functions are pure; amounts are in units of the token, times are Unix times in seconds.
 */

/** The scale of credits, `perWeight` and `cumulative`. */
export const GAUGE_PRECISION = 10n ** 36n;

/** What a closed epoch credited of one reward: the fields of its `Distribute` event. */
export type GaugeMark = { readonly perWeight: bigint; readonly cumulative: bigint };

/** The epoch that is open. */
export type GaugeEpoch = { readonly number: bigint; readonly start: bigint };

/**
 * The mark of the reward `index` for `epoch`; undefined where there is none, as for epoch 0 and for the epochs before
 * a reward was added. Only the marks of the epochs n - 1, e - 1 and e are asked for, see `marksNeeded`.
 */
export type GaugeMarkOf = (index: number, epoch: bigint) => GaugeMark | undefined;

/** What an evaluation of a position needs to know of its gauge. */
export type GaugeContext = {
  readonly open: GaugeEpoch;
  readonly rewardCount: number;
  readonly markOf: GaugeMarkOf;
};

/**
 * The state of one position.
 *
 * @property epoch - the epoch in which it was last touched; 0 for a position that doesn't exist yet
 * @property debt - what its stake lacks of that whole epoch, in token-seconds; may be negative
 * @property creditsScaled - by reward, in units times `GAUGE_PRECISION`; a missing one is 0
 */
export type GaugePosition = {
  readonly stake: bigint;
  readonly epoch: bigint;
  readonly debt: bigint;
  readonly creditsScaled: readonly bigint[];
};

/** The state before the first `Stake` event of an id. */
export const EMPTY_POSITION: GaugePosition = { stake: 0n, epoch: 0n, debt: 0n, creditsScaled: [] };

/** The state after a `Stake` event of `amount` in a block of `time`. */
export function applyStake(
  position: GaugePosition,
  amount: bigint,
  time: bigint,
  context: GaugeContext,
): GaugePosition {
  return changeStake(position, amount, time, context);
}

/** The state after an `Unstake` event of `amount` in a block of `time`. */
export function applyUnstake(
  position: GaugePosition,
  amount: bigint,
  time: bigint,
  context: GaugeContext,
): GaugePosition {
  return changeStake(position, -amount, time, context);
}

/** The states after a `Split` event: of the position that was there, and of the new one with `amount` of its stake. */
export function applySplit(
  position: GaugePosition,
  amount: bigint,
  context: GaugeContext,
): { left: GaugePosition; created: GaugePosition } {
  const touched = touch(position, context);
  const { stake, epoch, debt, creditsScaled } = touched;
  if (amount <= 0n || amount >= stake)
    throw new RangeError(`a stake of ${stake} can't be split at ${amount}`);
  // Both divisions are the contract's: of bigints, as of int256, towards zero.
  const part = (debt * amount) / stake;
  const parts = creditsScaled.map((credit) => (credit * amount) / stake);
  return {
    left: {
      stake: stake - amount,
      epoch,
      debt: debt - part,
      creditsScaled: creditsScaled.map((credit, index) => credit - (parts[index] ?? 0n)),
    },
    created: { stake: amount, epoch, debt: part, creditsScaled: parts },
  };
}

/** The state of the position that stays after a `Merge` event; nothing is left of `merged`. Each has its own marks. */
export function applyMerge(
  position: GaugePosition,
  context: GaugeContext,
  merged: GaugePosition,
  mergedContext: GaugeContext,
): GaugePosition {
  const [into, from] = [touch(position, context), touch(merged, mergedContext)];
  return {
    stake: into.stake + from.stake,
    epoch: into.epoch,
    debt: into.debt + from.debt,
    creditsScaled: into.creditsScaled.map((credit, index) => credit + (from.creditsScaled[index] ?? 0n)),
  };
}

/**
 * The state after a `Claim` or `PayBounty` event of `amount` of the reward `index`; the fraction of a unit stays.
 *
 * @throws RangeError where the position has less credit, which means that an event before was missed.
 */
export function applyClaim(
  position: GaugePosition,
  index: number,
  amount: bigint,
  context: GaugeContext,
): GaugePosition {
  const touched = touch(position, context);
  const credit = (touched.creditsScaled[index] ?? 0n) - amount * GAUGE_PRECISION;
  if (credit < 0n) throw new RangeError(`a claim of ${amount} of reward ${index} exceeds the credit`);
  return { ...touched, creditsScaled: touched.creditsScaled.with(index, credit) };
}

/** What the position may claim of each reward, as the gauge's `claimable` answers. */
export function claimable(position: GaugePosition, context: GaugeContext): bigint[] {
  return touch(position, context).creditsScaled.map((credit) => credit / GAUGE_PRECISION);
}

/** The epochs whose marks a transition of this position, or `claimable`, reads. */
export function marksNeeded(position: GaugePosition, open: GaugeEpoch): bigint[] {
  if (position.epoch === 0n || position.epoch >= open.number) return [];
  return [...new Set([position.epoch - 1n, position.epoch, open.number - 1n])].filter((epoch) => epoch > 0n);
}

function changeStake(
  position: GaugePosition,
  amount: bigint,
  time: bigint,
  context: GaugeContext,
): GaugePosition {
  const touched = touch(position, context);
  const stake = touched.stake + amount;
  if (stake < 0n) throw new RangeError(`unstaking ${-amount} exceeds the stake of ${touched.stake}`);
  return { ...touched, stake, debt: touched.debt + amount * (time - context.open.start) };
}

/** Adds what was earned in closed epochs to the credit, as the gauge does before a stake changes. */
function touch(position: GaugePosition, { open, rewardCount, markOf }: GaugeContext): GaugePosition {
  const creditsScaled = Array.from({ length: rewardCount }, (_, index) => {
    const credit = position.creditsScaled[index] ?? 0n;
    if (position.epoch === 0n || position.epoch >= open.number) return credit;
    const upTo = (epoch: bigint) => markOf(index, epoch)?.cumulative ?? 0n;
    const perWeight = position.debt === 0n ? 0n : (markOf(index, position.epoch)?.perWeight ?? 0n);
    const grown = upTo(open.number - 1n) - upTo(position.epoch - 1n);
    // `cumulative` is modulo 2^256, what was earned is below it: the low 256 bits are exact.
    return credit + BigInt.asUintN(256, position.stake * grown - position.debt * perWeight);
  });
  if (position.epoch >= open.number) return { ...position, creditsScaled };
  return { stake: position.stake, epoch: open.number, debt: 0n, creditsScaled };
}
