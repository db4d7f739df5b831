/** The memory of a frame, in whole words. */
export interface Memory {
  /** The bytes as they are now; another array after the memory has grown. */
  bytes(): Uint8Array;
  /** Grows to hold `length` bytes at `offset`, for `perWord` gas a word besides; false for more than any gas buys. */
  pay(offset: bigint, length: bigint, perWord: number): boolean;
  /** The word at `offset`; 0 where no gas buys that much memory. */
  load(offset: bigint): bigint;
  store(offset: bigint, value: bigint): void;
  /** The gas of all that was done since this was asked last; beyond any for more than any gas buys. */
  takeCost(): number;
}

/** Beyond it memory costs more gas than a block has. */
const most = 2 ** 25;

const mostOfPart = 2n ** 64n - 1n;

export function createMemory(): Memory {
  let buffer = new Uint8Array(1_024);
  let view = new DataView(buffer.buffer);
  let [size, cost] = [0, 0];
  /** Grows to hold the bytes before `end`; false where no gas buys them. */
  const reach = (end: number): boolean => {
    if (end <= size) return true;
    if (end > most) {
      cost = Number.POSITIVE_INFINITY;
      return false;
    }
    const needed = Math.ceil(end / 32) * 32;
    if (needed > buffer.length) {
      const larger = new Uint8Array(Math.max(needed, buffer.length * 2));
      larger.set(buffer);
      buffer = larger;
      view = new DataView(buffer.buffer);
    }
    cost += gasOf(needed / 32) - gasOf(size / 32);
    size = needed;
    return true;
  };
  return {
    bytes: () => buffer,
    pay(offset, length, perWord) {
      if (length === 0n) return true;
      cost += perWord * Math.ceil(Number(length) / 32);
      return reach(Number(offset + length));
    },
    load(offset) {
      const at = Number(offset);
      return reach(at + 32) ? readWord(view, at) : 0n;
    },
    store(offset, value) {
      const at = Number(offset);
      if (!reach(at + 32)) return;
      if (value <= mostOfPart) {
        buffer.fill(0, at, at + 24);
        view.setBigUint64(at + 24, value);
        return;
      }
      view.setBigUint64(at, value >> 192n);
      view.setBigUint64(at + 8, value >> 128n);
      view.setBigUint64(at + 16, value >> 64n);
      view.setBigUint64(at + 24, value);
    },
    takeCost() {
      const taken = cost;
      cost = 0;
      return taken;
    },
  };
}

/** The word at `offset` of bytes, with zeros behind their end. */
export function wordAt(bytes: Uint8Array, offset: bigint): bigint {
  if (offset >= BigInt(bytes.length)) return 0n;
  const at = Number(offset);
  if (at + 32 <= bytes.length) {
    return readWord(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at);
  }
  const padded = new Uint8Array(32);
  padded.set(bytes.subarray(at));
  return readWord(new DataView(padded.buffer), 0);
}

/** A part of some bytes, with zeros behind their end. */
export function sliceOf(bytes: Uint8Array, offset: bigint, length: number): Uint8Array {
  const found = new Uint8Array(length);
  if (offset < BigInt(bytes.length)) found.set(bytes.subarray(Number(offset), Number(offset) + length));
  return found;
}

function readWord(view: DataView, offset: number): bigint {
  const high = view.getBigUint64(offset);
  const upper = view.getBigUint64(offset + 8);
  const lower = view.getBigUint64(offset + 16);
  const low = view.getBigUint64(offset + 24);
  if (high === 0n && upper === 0n) return lower === 0n ? low : (lower << 64n) | low;
  return (high << 192n) | (upper << 128n) | (lower << 64n) | low;
}

/** EVM gas of memory of so many words. */
function gasOf(words: number): number {
  return 3 * words + Math.floor((words * words) / 512);
}
