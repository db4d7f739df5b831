/** What of an opcode does not depend on its operands: the words that it pops and pushes, and its gas. */
export interface OpcodeTable {
  readonly pops: Uint8Array;
  readonly pushes: Uint8Array;
  readonly gas: Uint16Array;
  /** 0 for an opcode that the chain does not have. */
  readonly known: Uint8Array;
}

/** From opcode, to opcode, pops, pushes, gas: the yellow paper's table, with those of Cancun. */
const ranges: readonly (readonly [from: number, to: number, pops: number, pushes: number, gas: number])[] = [
  [0x00, 0x00, 0, 0, 0],
  [0x01, 0x01, 2, 1, 3],
  [0x02, 0x02, 2, 1, 5],
  [0x03, 0x03, 2, 1, 3],
  [0x04, 0x07, 2, 1, 5],
  [0x08, 0x09, 3, 1, 8],
  [0x0a, 0x0a, 2, 1, 10],
  [0x0b, 0x0b, 2, 1, 5],
  [0x10, 0x14, 2, 1, 3],
  [0x15, 0x15, 1, 1, 3],
  [0x16, 0x18, 2, 1, 3],
  [0x19, 0x19, 1, 1, 3],
  [0x1a, 0x1d, 2, 1, 3],
  [0x20, 0x20, 2, 1, 30],
  [0x30, 0x30, 0, 1, 2],
  [0x31, 0x31, 1, 1, 0],
  [0x32, 0x34, 0, 1, 2],
  [0x35, 0x35, 1, 1, 3],
  [0x36, 0x36, 0, 1, 2],
  [0x37, 0x37, 3, 0, 3],
  [0x38, 0x38, 0, 1, 2],
  [0x39, 0x39, 3, 0, 3],
  [0x3a, 0x3a, 0, 1, 2],
  [0x3b, 0x3b, 1, 1, 0],
  [0x3c, 0x3c, 4, 0, 0],
  [0x3d, 0x3d, 0, 1, 2],
  [0x3e, 0x3e, 3, 0, 3],
  [0x3f, 0x3f, 1, 1, 0],
  [0x40, 0x40, 1, 1, 20],
  [0x41, 0x46, 0, 1, 2],
  [0x47, 0x47, 0, 1, 5],
  [0x48, 0x48, 0, 1, 2],
  [0x49, 0x49, 1, 1, 3],
  [0x4a, 0x4a, 0, 1, 2],
  [0x50, 0x50, 1, 0, 2],
  [0x51, 0x51, 1, 1, 3],
  [0x52, 0x53, 2, 0, 3],
  [0x54, 0x54, 1, 1, 0],
  [0x55, 0x55, 2, 0, 0],
  [0x56, 0x56, 1, 0, 8],
  [0x57, 0x57, 2, 0, 10],
  [0x58, 0x5a, 0, 1, 2],
  [0x5b, 0x5b, 0, 0, 1],
  [0x5c, 0x5c, 1, 1, 100],
  [0x5d, 0x5d, 2, 0, 100],
  [0x5e, 0x5e, 3, 0, 3],
  [0x5f, 0x5f, 0, 1, 2],
  [0x60, 0x7f, 0, 1, 3],
  [0xf0, 0xf0, 3, 1, 32_000],
  [0xf1, 0xf2, 7, 1, 0],
  [0xf3, 0xf3, 2, 0, 0],
  [0xf4, 0xf4, 6, 1, 0],
  [0xf5, 0xf5, 4, 1, 32_000],
  [0xfa, 0xfa, 6, 1, 0],
  [0xfd, 0xfd, 2, 0, 0],
  [0xff, 0xff, 1, 0, 5_000],
];

function createTable(): OpcodeTable {
  const [pops, pushes, known] = [new Uint8Array(256), new Uint8Array(256), new Uint8Array(256)];
  const gas = new Uint16Array(256);
  const set = (opcode: number, pop: number, push: number, cost: number) => {
    [pops[opcode], pushes[opcode], gas[opcode], known[opcode]] = [pop, push, cost, 1];
  };
  for (const [from, to, pop, push, cost] of ranges) {
    for (let opcode = from; opcode <= to; opcode++) set(opcode, pop, push, cost);
  }
  for (let n = 1; n <= 16; n++) {
    set(0x7f + n, n, n + 1, 3);
    set(0x8f + n, n + 1, n + 1, 3);
  }
  for (let topics = 0; topics <= 4; topics++) set(0xa0 + topics, topics + 2, 0, 375);
  return { pops, pushes, gas, known };
}

export const opcodes: OpcodeTable = createTable();
