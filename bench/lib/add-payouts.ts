import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { erc20Abi, maxUint256, parseAbi, zeroAddress } from "viem";
import { devAccount, FOUNDER_ACCOUNT, person } from "../../scripts/devnet/chain.ts";
import { worth } from "../../scripts/devnet/market.ts";
import { fundEther } from "../../scripts/devnet/seed.ts";
import { call } from "../../scripts/devnet/wave.ts";
import type { BenchDevnet } from "./with-devnet.ts";

const PAY = 1;
const [minted] = parseAbi([
  "event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)",
]);

/** Stakes for `count` more people, over the gauges whose token the founder has, all of whom ask to be paid. */
export async function addPayouts({ client, waves, devnet }: BenchDevnet, count: number): Promise<void> {
  const founder = devAccount(FOUNDER_ACCOUNT);
  const people = Array.from({ length: count }, (_, index) => person("payee", index));
  await fundEther(client, people);
  const held = await Promise.all(
    devnet.gauges.map(async (gauge) => {
      const mill = devnet.tokens.find(({ address }) => address === gauge.stakeToken);
      if (mill !== undefined) {
        await waves.send([
          call(founder, mill.address, devnetTokenAbi, "mint", [founder.address, worth("MILL", 1_000_000)]),
        ]);
      }
      const balance = await client.readContract({
        ...{ address: gauge.stakeToken, abi: erc20Abi, functionName: "balanceOf", args: [founder.address] },
      });
      return { gauge, amount: balance / BigInt(2 * count) };
    }),
  );
  const usable = held.filter(({ amount }) => amount > 0n);
  await waves.send(
    usable.map(({ gauge }) =>
      call(founder, gauge.stakeToken, erc20Abi, "approve", [gauge.address, maxUint256]),
    ),
  );
  const fromBlock = await client.getBlockNumber();
  await waves.send(
    people.flatMap((who, index) => {
      const { gauge, amount } = usable[index % usable.length] ?? {};
      return gauge === undefined || amount === undefined
        ? []
        : [call(founder, gauge.address, gaugeAbi, "stake", [amount, who.address])];
    }),
  );
  const owners = new Map(people.map((who) => [who.address.toLowerCase(), who]));
  const logs = await client.getLogs({
    ...{ address: usable.map(({ gauge }) => gauge.address), event: minted, args: { from: zeroAddress } },
    ...{ fromBlock, strict: true },
  });
  await waves.send(
    logs.flatMap(({ address, args }) => {
      const who = owners.get(args.to.toLowerCase());
      return who === undefined
        ? []
        : [call(who, address, gaugeAbi, "setPayout", [args.tokenId, PAY, who.address])];
    }),
  );
}
