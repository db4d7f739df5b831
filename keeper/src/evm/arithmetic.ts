const modulus = 2n ** 256n;
const bits = (value: bigint) => BigInt.asUintN(256, value);
const signed = (value: bigint) => BigInt.asIntN(256, value);
const truth = (is: boolean) => (is ? 1n : 0n);

/** The opcodes that compute a word from words, the first being the top of the stack. */
export const arithmetic: Readonly<Record<number, (a: bigint, b: bigint, c: bigint) => bigint>> = {
  1: (a, b) => bits(a + b),
  2: (a, b) => bits(a * b),
  3: (a, b) => bits(a - b),
  4: (a, b) => (b === 0n ? 0n : a / b),
  5: (a, b) => (b === 0n ? 0n : bits(signed(a) / signed(b))),
  6: (a, b) => (b === 0n ? 0n : a % b),
  7: (a, b) => (b === 0n ? 0n : bits(signed(a) % signed(b))),
  8: (a, b, n) => (n === 0n ? 0n : (a + b) % n),
  9: (a, b, n) => (n === 0n ? 0n : (a * b) % n),
  10: power,
  11: (size, value) => (size > 30n ? value : bits(BigInt.asIntN((Number(size) + 1) * 8, value))),
  16: (a, b) => truth(a < b),
  17: (a, b) => truth(a > b),
  18: (a, b) => truth(signed(a) < signed(b)),
  19: (a, b) => truth(signed(a) > signed(b)),
  20: (a, b) => truth(a === b),
  21: (a) => truth(a === 0n),
  22: (a, b) => a & b,
  23: (a, b) => a | b,
  24: (a, b) => a ^ b,
  25: (a) => modulus - 1n - a,
  26: (at, value) => (at > 31n ? 0n : (value >> (8n * (31n - at))) & 255n),
  27: (shift, value) => (shift > 255n ? 0n : bits(value << shift)),
  28: (shift, value) => (shift > 255n ? 0n : value >> shift),
  29: (shift, value) => bits(signed(value) >> (shift > 255n ? 255n : shift)),
};

export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = bits(result * square);
    square = bits(square * square);
  }
  return result;
}
