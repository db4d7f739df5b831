/** The memory of a frame, in whole words. */
export interface Memory {
  /** The bytes as they are now; another array after the memory has grown. */
  bytes(): Uint8Array;
  /** Grows to hold `length` bytes at `offset`, and tells the gas of it; -1 for more than any gas buys. */
  grow(offset: bigint, length: bigint): number;
  load(offset: number): bigint;
  store(offset: number, value: bigint): void;
}

/** Beyond it memory costs more gas than a block has. */
const most = 1n << 25n;

const mostOfPart = 2n ** 64n - 1n;

export function createMemory(): Memory {
  let buffer = new Uint8Array(1_024);
  let view = new DataView(buffer.buffer);
  let words = 0;
  return {
    bytes: () => buffer,
    grow(offset, length) {
      if (length === 0n) return 0;
      const end = offset + length;
      if (end > most) return -1;
      const needed = Math.ceil(Number(end) / 32);
      if (needed <= words) return 0;
      if (needed * 32 > buffer.length) {
        const larger = new Uint8Array(Math.max(needed * 32, buffer.length * 2));
        larger.set(buffer);
        buffer = larger;
        view = new DataView(buffer.buffer);
      }
      const cost = gasOf(needed) - gasOf(words);
      words = needed;
      return cost;
    },
    load: (offset) => readWord(view, offset),
    store(offset, value) {
      if (value <= mostOfPart) {
        buffer.fill(0, offset, offset + 24);
        view.setBigUint64(offset + 24, value);
        return;
      }
      view.setBigUint64(offset, value >> 192n);
      view.setBigUint64(offset + 8, value >> 128n);
      view.setBigUint64(offset + 16, value >> 64n);
      view.setBigUint64(offset + 24, value);
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
