import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ignoredAccounts } from "../src/sets/ignored-accounts.ts";
import { setsFromPrestate } from "../src/sets/sets-from-prestate.ts";

const token = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const sender = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const coinbase = "0x0000000000000000000000000000000000000000";
const vault = "0x4200000000000000000000000000000000000019";
const ignored = ignoredAccounts(coinbase, [sender]);

describe("setsFromPrestate", () => {
  it("takes slots as traced, and leaves out the sender and who is paid the fees", () => {
    // As anvil traces a mint of a token, with shorter slots.
    const sets = setsFromPrestate(
      {
        [coinbase]: { balance: "0x3fa97d7f07e00" },
        [vault]: { balance: "0x3fa97d7f07e00" },
        [sender.toLowerCase()]: { balance: "0x21e19d8d48b025f0400", nonce: 1 },
        [token]: { balance: "0x0", nonce: 1, storage: { "0x02": "0x00", "0x72": "0x00", "0x73": "0x05" } },
      },
      {
        pre: { [vault]: { balance: "0x3f" }, [token]: { balance: "0x0", nonce: 1 } },
        post: {
          [vault]: { balance: "0x43" },
          [token]: { storage: { "0x02": "0x05", "0x72": "0x05" } },
          [sender.toLowerCase()]: { nonce: 2 },
        },
      },
      ignored,
    );
    assert.deepEqual(sets.touched, [token, `${token}:0x02`, `${token}:0x72`, `${token}:0x73`]);
    assert.deepEqual(sets.written, [`${token}:0x02`, `${token}:0x72`]);
  });

  it("counts a slot that became zero, which only pre holds", () => {
    const diff = { pre: { [token]: { balance: "0x0", storage: { "0x02": "0x05" } } }, post: { [token]: {} } };
    assert.deepEqual(setsFromPrestate({}, diff, ignored).written, [`${token}:0x02`]);
    assert.deepEqual(setsFromPrestate({}, { ...diff, post: {} }, ignored).written, [`${token}:0x02`]);
  });

  it("counts a balance, a nonce, code, or an account that changed or is gone", () => {
    for (const post of [{ balance: "0x1" }, { nonce: 2 }, { code: "0x00" }, undefined]) {
      const diff = {
        pre: { [token]: { balance: "0x0", nonce: 1 } },
        post: post === undefined ? {} : { [token]: post },
      };
      assert.deepEqual(setsFromPrestate({}, diff, ignored), { touched: [token], written: [token] });
    }
  });
});
