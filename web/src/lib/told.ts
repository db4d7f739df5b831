/** What a log tells by its name and its values; where and when it was written does not matter. */
export type Told<Entry> = Entry extends { eventName: infer Name; args: infer Args }
  ? { eventName: Name; args: Args }
  : never;
