import type { StateSets } from "./types.ts";

/** What geth's prestateTracer says of one account. */
export interface TracedAccount {
  readonly balance?: string;
  readonly nonce?: number;
  readonly code?: string;
  readonly codeHash?: string;
  readonly storage?: Readonly<Record<string, string>>;
}

export type Prestate = Readonly<Record<string, TracedAccount>>;

export interface PrestateDiff {
  readonly pre: Prestate;
  readonly post: Prestate;
}

/**
 * The sets of a transaction from the two modes of the prestateTracer: all it touched, and what it changed.
 *
 * @remarks In diff mode `post` holds changed fields only, and leaves out slots that became zero, which `pre` holds.
 */
export function setsFromPrestate(
  prestate: Prestate,
  diff: PrestateDiff,
  ignored: ReadonlySet<string>,
): StateSets {
  const touched = new Set<string>();
  const written = new Set<string>();
  for (const [address, account] of Object.entries(prestate)) {
    const name = address.toLowerCase();
    if (ignored.has(name)) continue;
    touched.add(name);
    for (const slot of Object.keys(account.storage ?? {})) touched.add(`${name}:${slot}`);
  }
  for (const address of new Set([...Object.keys(diff.pre), ...Object.keys(diff.post)])) {
    const name = address.toLowerCase();
    if (ignored.has(name)) continue;
    const pre = diff.pre[address];
    const post = diff.post[address];
    const slots = [...Object.keys(pre?.storage ?? {}), ...Object.keys(post?.storage ?? {})];
    for (const slot of slots) written.add(`${name}:${slot}`);
    const fieldsChanged =
      post?.balance !== undefined ||
      post?.nonce !== undefined ||
      (post?.code ?? post?.codeHash) !== undefined;
    // An account without a `post` and without changed slots is one that was destroyed.
    if (fieldsChanged || (post === undefined && slots.length === 0)) written.add(name);
  }
  for (const name of written) touched.add(name);
  return { touched: [...touched].sort(), written: [...written].sort() };
}
