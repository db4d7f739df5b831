const DAY = 86_400n;

/** How long an order may stay open, in seconds. */
export const orderDurations = [
  { title: "1 day", seconds: DAY },
  { title: "7 days", seconds: 7n * DAY },
  { title: "30 days", seconds: 30n * DAY },
  { title: "90 days", seconds: 90n * DAY },
] as const;

/** How long a rental may be, in seconds; an owner chooses the shortest and the longest. */
export const rentalLengths = [
  { title: "1 hour", seconds: 3_600 },
  { title: "1 day", seconds: 86_400 },
  { title: "7 days", seconds: 7 * 86_400 },
  { title: "30 days", seconds: 30 * 86_400 },
  { title: "90 days", seconds: 90 * 86_400 },
] as const;

/** What a form begins with. */
export const USUAL_DURATION: bigint = 7n * DAY;
