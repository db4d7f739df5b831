import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, erc20Abi, maxUint256, parseEther } from "viem";
import type { BenchRow } from "../../scripts/bench.ts";
import { devAccount, person } from "../../scripts/devnet/chain.ts";
import { call, createWaves } from "../../scripts/devnet/wave.ts";
import type { BenchChain } from "./bench-chain.ts";
import { gasOf } from "./gas-of.ts";

const AMOUNT = parseEther("10");

/** What a holder pays for the second deposit and for a redemption that leaves shares, beside OpenZeppelin's ERC-4626. */
export async function vaultGas({ client, deploy }: BenchChain): Promise<BenchRow[]> {
  const admin = devAccount(0);
  const [who, other] = [person("vault user", 0), person("vault user", 1)];
  const at = async (source: string, args: readonly unknown[]): Promise<Address> =>
    (await deploy(source, args)).address;
  await client.setAutomine(true);
  const authority = await at("@openzeppelin/contracts/access/manager/AccessManager", [admin.address]);
  const token = await at("contracts/devnet/DevnetToken", ["Token", "TKN", 18]);
  const settlement = await at("contracts/vaults/VaultSettlement", [token, 16n]);
  const vault = await at("contracts/vaults/Vault", [
    {
      settlement,
      ...{ asset: token, name: "Vault", symbol: "V", lanes: 16n, authority, feeRecipient: admin.address },
      ...{ performanceFeeWad: 0n, managementFeeWad: 0n, streamPeriod: 21_600n, gracePeriod: 86_400n },
      ...{ maxGainWad: parseEther("0.03"), maxLossWad: parseEther("0.01") },
    },
  ]);
  const plain = await at("bench/contracts/PlainVault", [token]);
  await client.setAutomine(false);

  const waves = createWaves(client, true);
  for (const user of [who, other]) {
    await client.setBalance({ address: user.address, value: parseEther("10") });
    await waves.send([
      call(user, token, devnetTokenAbi, "mint", [user.address, AMOUNT * 100n]),
      ...[vault, plain].flatMap((to) => [
        call(user, token, erc20Abi, "approve", [to, maxUint256]),
        call(user, to, vaultAbi, "deposit", [AMOUNT, user.address]),
      ]),
    ]);
  }
  const deposit = (to: Address) => call(who, to, vaultAbi, "deposit", [AMOUNT, who.address]);
  const redeem = (to: Address) => call(who, to, vaultAbi, "redeem", [AMOUNT / 2n, who.address, who.address]);
  const deposits = [await gasOf(waves, deposit(vault)), await gasOf(waves, deposit(plain))] as const;
  const redeems = [await gasOf(waves, redeem(vault)), await gasOf(waves, redeem(plain))] as const;
  const row = (name: string, [value, baseline]: readonly [number, number], times: number): BenchRow => ({
    ...{ case: name, value, unit: "gas", baseline },
    ...{ target: `≤ ${times.toFixed(2)} × peer`, ok: value <= times * baseline },
  });
  return [row("vault deposit", deposits, 1), row("vault redeem", redeems, 1.1)];
}
