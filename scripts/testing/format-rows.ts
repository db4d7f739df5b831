import type { BenchRow } from "../bench.ts";

/** A bench's figures as a table for people, the ones that miss their target marked. */
export function formatRows(rows: readonly BenchRow[]): string {
  const number = (value: number | null) =>
    value === null ? "" : value.toLocaleString("en-US", { maximumFractionDigits: value < 100 ? 2 : 0 });
  const cells = rows.map((row) => [
    row.case,
    number(row.value),
    row.unit,
    number(row.baseline),
    row.target ?? "",
    row.target === null ? "" : row.ok ? "✓" : "✗ missed",
  ]);
  const table = [["case", "ours", "unit", "peer", "target", ""], ...cells];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = (column: number) => column === 1 || column === 3;
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${table.map(line).join("\n")}\n`;
}
