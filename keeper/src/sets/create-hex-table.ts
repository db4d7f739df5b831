/** Numbers for pieces of hexadecimal text, read from bytes without making strings of them. */
export interface HexTable {
  /**
   * The number of the `length` digits at `at`, within `scope`; the same for the same digits in either case.
   *
   * @returns -1 where one of them is no digit.
   */
  number(scope: number, bytes: Uint8Array, at: number, length: number): number;
  count(): number;
}

const width = 64;
const lower = 0x20;
const isDigit = new Uint8Array(256);
for (const digit of "0123456789abcdef") isDigit[digit.charCodeAt(0)] = 1;

/**
 * Creates an empty table for pieces of at most 64 digits.
 *
 * @param expected About how many different ones there will be.
 */
export function createHexTable(expected: number): HexTable {
  let capacity = 1 << Math.max(10, Math.min(22, Math.ceil(Math.log2(expected + 1))));
  let places = new Int32Array(capacity * 2);
  let digits = new Uint8Array(capacity * width);
  let hashes = new Int32Array(capacity);
  let scopes = new Int32Array(capacity);
  let size = 0;

  const grow = () => {
    capacity *= 2;
    const [moreDigits, moreHashes, moreScopes] = [
      new Uint8Array(capacity * width),
      new Int32Array(capacity),
      new Int32Array(capacity),
    ];
    moreDigits.set(digits);
    moreHashes.set(hashes);
    moreScopes.set(scopes);
    [digits, hashes, scopes] = [moreDigits, moreHashes, moreScopes];
    places = new Int32Array(capacity * 2);
    const mask = places.length - 1;
    for (let number = 0; number < size; number++) {
      let place = (hashes[number] as number) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number + 1;
    }
  };
  const insert = (hash: number, scope: number, bytes: Uint8Array, at: number, length: number): number => {
    for (let k = 0; k < length; k++) {
      const digit = (bytes[at + k] as number) | lower;
      if (isDigit[digit] === 0) return -1;
      digits[size * width + k] = digit;
    }
    hashes[size] = hash;
    scopes[size] = scope;
    return size++;
  };

  return {
    count: () => size,
    number(scope, bytes, at, length) {
      if (size === capacity) grow();
      // Slots are hashes, or small numbers: the first and the last digits tell nearly all apart.
      let hash = Math.imul(scope + 1, 0x9e3779b1);
      for (let k = 0; k < 6; k++) hash = Math.imul(hash ^ ((bytes[at + k] as number) | lower), 0x01000193);
      for (let k = length - 10; k < length; k++)
        hash = Math.imul(hash ^ ((bytes[at + k] as number) | lower), 0x01000193);
      hash ^= hash >>> 15;
      const mask = places.length - 1;
      for (let place = hash & mask; ; place = (place + 1) & mask) {
        const number = (places[place] as number) - 1;
        if (number < 0) {
          const added = insert(hash, scope, bytes, at, length);
          if (added >= 0) places[place] = added + 1;
          return added;
        }
        if (hashes[number] !== hash || scopes[number] !== scope) continue;
        let k = 0;
        const own = number * width;
        while (k < length && digits[own + k] === ((bytes[at + k] as number) | lower)) k++;
        if (k === length) return number;
      }
    },
  };
}
