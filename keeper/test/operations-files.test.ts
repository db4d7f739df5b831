import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { createMetrics } from "../src/metrics.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const alertsSchema = z.object({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Keeper[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
          annotations: z.strictObject({ summary: z.string().regex(/\.$/) }),
        }),
      ),
    }),
  ),
});

const dashboardSchema = z.object({
  title: z.string(),
  uid: z.string(),
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string() })).min(1),
    }),
  ),
});

/** The metrics that a keeper has, each with its labels. */
const metrics = new Map(
  createMetrics()
    .registry.getMetricsAsArray()
    .map((metric) => {
      const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
      return [name, labelNames];
    }),
);
const functions = ["absent", "histogram_quantile", "increase", "max", "min", "rate", "sum", "time"];
/** Labels that Prometheus adds by itself. */
const scraped = ["instance", "job", "le"];

/** What is wrong with an expression, as far as its words, metrics, labels and brackets go. */
function faults(expression: string): string[] {
  const found: string[] = [];
  const stack: string[] = [];
  for (const character of expression.replaceAll(/"[^"]*"/g, "")) {
    if ("([{".includes(character)) stack.push(character);
    const opens = { ")": "(", "]": "[", "}": "{" }[character];
    if (opens !== undefined && stack.pop() !== opens) found.push(`a ${character} without ${opens}`);
  }
  if (stack.length > 0) found.push(`${stack.join("")} is never closed`);

  const labels: string[] = [];
  const used: string[] = [];
  const rest = expression
    .replaceAll(/\bby \(([^)]*)\)/g, (_, names: string) => {
      labels.push(...names.split(",").map((name) => name.trim()));
      return "";
    })
    .replaceAll(/\{([^}]*)\}/g, (_, matchers: string) => {
      for (const matcher of matchers.split(",")) {
        const [, name] = /^\s*(\w+)\s*(?:=|!=|=~|!~)\s*"[^"]*"\s*$/.exec(matcher) ?? [];
        if (name === undefined) found.push(`${matcher} is no matcher`);
        else labels.push(name);
      }
      return "";
    })
    .replaceAll(/\[\d+[smhd]\]/g, "");
  for (const [word] of rest.matchAll(/[a-z_]\w*/gi)) {
    if (functions.includes(word)) continue;
    const base = word.replace(/_(bucket|sum|count)$/, "");
    if (metrics.has(word)) used.push(word);
    else if (metrics.has(base)) used.push(base);
    else found.push(`${word} is no metric of the keeper, nor a function`);
  }
  if (used.length === 0) found.push("it names no metric");
  const known = new Set([...scraped, ...used.flatMap((name) => metrics.get(name) ?? [])]);
  for (const label of labels) if (!known.has(label)) found.push(`${label} is no label of ${used.join(", ")}`);
  const odd = rest.replaceAll(/[\w\s().,+*/<>=!-]/g, "");
  if (odd !== "") found.push(`${odd} has no place in it`);
  return found;
}

describe("what operators watch by", () => {
  const rules = alertsSchema
    .parse(parse(read("keeper/ops/alerts.yml")))
    .groups.flatMap((group) => group.rules);
  const dashboard = dashboardSchema.parse(JSON.parse(read("keeper/ops/dashboard.json")));

  it("has at least 30 metrics, each with a text", async () => {
    assert.ok(metrics.size >= 30, `${metrics.size} metrics`);
    for (const { name, help } of await createMetrics().registry.getMetricsAsJSON()) {
      assert.match(name, /^millrace_keeper_[a-z_]+$/);
      assert.match(help, /\.$/, name);
    }
  });

  it("tells a wrong expression", () => {
    for (const wrong of [
      "millrace_keeper_nothing > 1",
      "summ(millrace_keeper_batches)",
      "sum(millrace_keeper_batches",
      'millrace_keeper_halted{reason="x"}',
      "sum by (kind) (millrace_keeper_halted)",
      "1 > 2",
      "millrace_keeper_batches # 1",
    ]) {
      assert.notDeepEqual(faults(wrong), [], wrong);
    }
  });

  it("has at least 12 alerts, each of metrics that there are", () => {
    assert.ok(rules.length >= 12);
    assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
    for (const { alert, expr } of rules) assert.deepEqual(faults(expr), [], `${alert}: ${expr}`);
  });

  it("has a runbook for each alert, and none besides", () => {
    const runbooks = read("docs/operations.md").split("\n## Runbooks\n")[1] ?? "";
    const sections = [...runbooks.matchAll(/^### (\w+)\n([^#]+)/gm)];
    assert.deepEqual(sections.map(([, name]) => name).sort(), rules.map(({ alert }) => alert).sort());
    for (const [, name, text] of sections)
      assert.ok((text ?? "").trim().length > 80, `${name} says what to do`);
  });

  it("has a dashboard whose panels show metrics that there are, side by side", () => {
    const cells = new Set<string>();
    for (const { title, targets, gridPos } of dashboard.panels) {
      for (const { expr } of targets) assert.deepEqual(faults(expr), [], `${title}: ${expr}`);
      cells.add(`${gridPos.x} ${gridPos.y}`);
    }
    assert.equal(cells.size, dashboard.panels.length);
  });

  it("starts the keeper that there is, by systemd and in a container", () => {
    const unit = read("keeper/ops/millrace-keeper.service");
    const docker = read("keeper/ops/Dockerfile");
    const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
    assert.match(unit, /^ExecStart=\S+ keeper\/src\/cli\.ts run$/m);
    assert.match(docker, /^ENTRYPOINT \["node", "keeper\/src\/cli\.ts"\]$/m);
    assert.ok(engines.node.length > 0);
    for (const file of [unit, docker]) assert.match(file, /SIGTERM/);
    // A file that a build copies has to be there.
    for (const [, source] of docker.matchAll(/^COPY (?!--from)(\S+)/gm))
      read(`${source}`.endsWith(".json") ? `${source}` : `${source}/package.json`);
  });
});
