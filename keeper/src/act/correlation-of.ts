/** The name of an attempt at a job in logs, from its plan to its receipt. */
export function correlationOf(key: string, intent: number): string {
  return `${key.slice(2, 10)}-${intent}`;
}
