import type { Hash, TransactionReceipt } from "viem";
import { feeOf } from "../act/record-mined.ts";
import type { CycleReport, JobReport } from "../cycle-report.ts";
import type { Economics } from "../economics/create-economics.ts";
import type { Log } from "../log.ts";

/** What the jobs of a cycle were expected to cost and to bring, and what they did. */
export async function compareFees(
  { economics, log }: { readonly economics: Economics; readonly log: Log },
  jobs: readonly JobReport[],
  receipts: readonly TransactionReceipt[],
): Promise<CycleReport["economics"]> {
  const expected = { executionFee: 0n, dataFee: 0n, revenue: 0n };
  const expectedOf = new Map<Hash, bigint>();
  for (const { key, hash } of jobs) {
    const estimate = economics.estimateOf(key);
    expected.executionFee += estimate?.executionFee ?? 0n;
    expected.dataFee += estimate?.dataFee ?? 0n;
    expected.revenue += estimate?.revenue ?? 0n;
    expectedOf.set(hash, (expectedOf.get(hash) ?? 0n) + (estimate?.revenue ?? 0n));
  }
  economics.forget();
  let executionFee = 0n;
  let dataFee = 0n;
  let revenue = 0n;
  for (const receipt of receipts) {
    const { transactionHash: hash, gasUsed, effectiveGasPrice } = receipt;
    executionFee += gasUsed * effectiveGasPrice;
    dataFee += feeOf(receipt) - gasUsed * effectiveGasPrice;
    const earned = await economics.earnedBy(receipt);
    const wei = "wei" in earned ? earned.wei : 0n;
    revenue += wei;
    const expectedWei = expectedOf.get(hash) ?? 0n;
    if (wei !== 0n || expectedWei !== 0n)
      log.info({ hash, expectedRevenueWei: `${expectedWei}`, revenueWei: `${wei}` }, "transaction paid");
  }
  const compared = {
    ...{ expectedExecutionFeeWei: `${expected.executionFee}`, expectedDataFeeWei: `${expected.dataFee}` },
    ...{ expectedRevenueWei: `${expected.revenue}`, revenueWei: `${revenue}` },
    ...{ executionFeeWei: `${executionFee}`, dataFeeWei: `${dataFee}` },
  };
  if (jobs.length > 0) log.info(compared, "fees and revenue expected and real");
  return compared;
}
