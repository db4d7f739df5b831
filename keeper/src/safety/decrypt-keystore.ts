import { createDecipheriv, pbkdf2Sync, scryptSync, timingSafeEqual } from "node:crypto";
import { type Hex, hexToBytes, keccak256 } from "viem";
import { z } from "zod";
import { ConfigurationError } from "../errors.ts";

const hex = z.string().regex(/^[0-9a-f]+$/i);

/**
 * Version 3 of the Web3 Secret Storage, as geth, Foundry's `cast wallet import` and others write it:
 * https://ethereum.org/developers/docs/data-structures-and-encoding/web3-secret-storage
 *
 * By hand, on Node's own primitives: ethers would bring a second Ethereum library for this one function.
 */
const keystoreSchema = z.object({
  version: z.literal(3),
  crypto: z.object({
    cipher: z.literal("aes-128-ctr"),
    cipherparams: z.object({ iv: hex }),
    ciphertext: hex,
    mac: hex,
    kdf: z.enum(["scrypt", "pbkdf2"]),
    kdfparams: z.union([
      z.object({ dklen: z.literal(32), n: z.number(), r: z.number(), p: z.number(), salt: hex }),
      z.object({ dklen: z.literal(32), c: z.number(), prf: z.literal("hmac-sha256"), salt: hex }),
    ]),
  }),
});

/**
 * The private key of an encrypted file.
 *
 * @throws ConfigurationError where the file is of another format, or the password is wrong.
 */
export function decryptKeystore(json: unknown, password: string): Hex {
  const parsed = keystoreSchema.safeParse(json);
  if (!parsed.success) {
    throw new ConfigurationError("KEEPER_KEYSTORE is no version 3 keystore with scrypt or pbkdf2.");
  }
  const { kdfparams, ciphertext, cipherparams, mac } = parsed.data.crypto;
  const bytes = (text: string) => Buffer.from(text, "hex");
  const derived = derive(password, kdfparams, Buffer.from(kdfparams.salt, "hex"));
  const expected = hexToBytes(keccak256(Buffer.concat([derived.subarray(16, 32), bytes(ciphertext)])));
  const given = bytes(mac);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new ConfigurationError("The password does not open KEEPER_KEYSTORE.");
  }
  const decipher = createDecipheriv("aes-128-ctr", derived.subarray(0, 16), bytes(cipherparams.iv));
  const key = Buffer.concat([decipher.update(bytes(ciphertext)), decipher.final()]);
  return `0x${key.toString("hex").padStart(64, "0")}`;
}

function derive(
  password: string,
  params: z.infer<typeof keystoreSchema>["crypto"]["kdfparams"],
  salt: Buffer,
): Buffer {
  if ("c" in params) return pbkdf2Sync(password, salt, params.c, params.dklen, "sha256");
  const { n, r, p, dklen } = params;
  try {
    // scrypt takes 128 · n · r bytes; Node refuses more than it is allowed.
    return scryptSync(password, salt, dklen, { N: n, r, p, maxmem: 128 * n * r + 2 ** 24 });
  } catch (cause) {
    throw new ConfigurationError(
      `KEEPER_KEYSTORE asks for a scrypt of n ${n}, r ${r}, p ${p}, which RFC 7914 or memory forbid.`,
      { cause },
    );
  }
}
