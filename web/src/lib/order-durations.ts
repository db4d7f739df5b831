const DAY = 86_400n;

/** How long an order may stay open, in seconds. */
export const orderDurations = [
  { title: "1 day", seconds: DAY },
  { title: "7 days", seconds: 7n * DAY },
  { title: "30 days", seconds: 30n * DAY },
  { title: "90 days", seconds: 90n * DAY },
] as const;

/** What a form begins with. */
export const USUAL_DURATION: bigint = 7n * DAY;
