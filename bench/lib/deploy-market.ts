import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { type Address, erc20Abi, parseEther } from "viem";
import { devAccount } from "../../scripts/devnet/chain.ts";
import { call, type Waves } from "../../scripts/devnet/wave.ts";

export interface DeployMarketParameters {
  /** Deploys by path of the source without `.sol`. */
  deploy: (source: string, args: readonly unknown[]) => Promise<Address>;
  waves: Waves;
  authority: Address;
  /** Tokens of 18 decimals that anyone mints. */
  asset: Address;
  collateral: Address;
  lanes: bigint;
}

/** One collateral for one asset, of equal worth for ever. */
const EVEN_PRICE = 10n ** 36n;
const SEED = parseEther("1");
const NO_CAP = 2n ** 127n;

/** A market that is seeded and lends, with usual terms and no caps. */
export async function deployMarket(parameters: DeployMarketParameters): Promise<Address> {
  const { deploy, waves, authority, asset, collateral, lanes } = parameters;
  const admin = devAccount(0);
  const oracle = await deploy("bench/contracts/FixedOracle", [EVEN_PRICE]);
  const market = await deploy("contracts/lending/Market", [
    {
      terms: {
        ...{ asset, collateral, oracle, lltvWad: parseEther("0.8"), incentiveWad: parseEther("0.05") },
        ...{ closeFactorWad: parseEther("0.5"), fullLiquidationHealthWad: parseEther("0.95") },
        ...{ seedAssets: SEED, minEpochSeconds: 3_600n, streamPeriod: 3_600n },
      },
      ...{ name: "Lent token", symbol: "LENT", lanes, authority, feeRecipient: admin.address },
      ...{ feeWad: 0n, supplyCap: NO_CAP, borrowCap: NO_CAP },
      rateModel: {
        ...{ baseRateWad: parseEther("0.01"), kinkRateWad: parseEther("0.1") },
        ...{ maxRateWad: parseEther("1"), kinkWad: parseEther("0.8") },
      },
    },
  ]);
  await waves.send([
    call(admin, asset, devnetTokenAbi, "mint", [admin.address, SEED]),
    call(admin, asset, erc20Abi, "approve", [market, SEED]),
    call(admin, market, marketAbi, "seed", []),
  ]);
  return market;
}
