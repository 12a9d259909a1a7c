import { readdirSync, readFileSync, existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

// What operators read and what Prometheus is told name the same things as the code.
const read = (file: string) => readFileSync(file, "utf8");
const FOLDER = "docs/operations";
const page = read(`${FOLDER}/monitoring.md`);

type Rule = { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string } };
const rules = (parse(read(`${FOLDER}/alerts.yaml`)) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read(`${FOLDER}/grafana-dashboard.json`)) as { panels: { title: string; description: string; targets: { expr: string }[] }[] };

/** Names and labels of our instruments, as the code declares them. */
const instruments = new Map([...read("lib/server/telemetry/instruments.ts").matchAll(/(?:gauge\(|name: )"(hongyan_\w+)"(?:, (?:help: )?"[^"]*")?(?:, (?:labelNames: )?(\[[^\]]*\]))?/g)].map(([, name = "", labels = "[]"]) => [name, JSON.parse(labels) as string[]]));
/** What prom-client adds by itself, as far as it is used here. */
const OWN = new Set(["process_resident_memory_bytes", "process_cpu_seconds_total", "nodejs_eventloop_lag_p99_seconds"]);
const baseName = (name: string) => (instruments.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ""));
const namesIn = (expr: string) => [...expr.matchAll(/\b(?:hongyan|process|nodejs)_\w+/g)].map((match) => match[0]);
const selectorsIn = (expr: string) => [...expr.matchAll(/\b(hongyan_\w+)\{([^}]*)\}/g)].map(([, name = "", inner = ""]) => ({ name: baseName(name), labels: [...inner.matchAll(/(\w+)(?:=|!)/g)].map((match) => match[1] ?? "") }));

describe("metrics", () => {
  it("are in the table of monitoring.md, each with its labels, and nothing else is", () => {
    expect(instruments.size).toBeGreaterThan(20);
    const table = new Map([...page.matchAll(/^\| `(hongyan_\w+)` \| ([^|]*)\|/gm)].map(([, name = "", labels = ""]) => [name, labels.trim() === "" ? [] : labels.trim().split(", ")]));
    expect([...table].sort()).toEqual([...instruments].sort());
  });

  it("named by alerts and dashboard exist, with the labels that are asked for", async () => {
    const { collectDefaultMetrics, Registry } = await import("prom-client");
    const register = new Registry();
    collectDefaultMetrics({ register });
    const own = new Set(register.getMetricsAsArray().map(({ name }) => name));
    for (const name of OWN) expect([name, own.has(name)]).toEqual([name, true]);
    const exprs = [...rules.map(({ expr }) => expr), ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))];
    expect(exprs.length).toBeGreaterThan(40);
    for (const expr of exprs) {
      const names = namesIn(expr);
      expect([expr, names.length > 0]).toEqual([expr, true]);
      for (const name of names) expect([expr, name, instruments.has(baseName(name)) || OWN.has(name)]).toEqual([expr, name, true]);
      for (const { name, labels } of selectorsIn(expr)) for (const label of labels) expect([expr, label, instruments.get(name)?.includes(label)]).toEqual([expr, label, true]);
    }
    // Nothing is measured that nobody looks at.
    const shown = new Set(exprs.flatMap(namesIn).map(baseName));
    expect([...instruments.keys()].filter((name) => !shown.has(name))).toEqual([]);
  });
});

describe("an alert", () => {
  it("has an entry in monitoring.md that says what to do, and every entry has its alert", () => {
    const section = page.slice(page.indexOf("## Alerts"), page.indexOf("## Traces"));
    const entries = [...section.matchAll(/^### (\w+)\n(.{40,})/gm)].map((match) => match[1]);
    expect(entries).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, labels, annotations } of rules) expect([alert, ["page", "ticket", "notice"].includes(labels.severity), annotations.summary.length > 20]).toEqual([alert, true, true]);
  });
});

describe("pages of documentation", () => {
  it("link only to files that exist", () => {
    const pages = ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "deploy/README.md", "bench/README.md", ...["docs", FOLDER, "docs/decisions"].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => `${folder}/${name}`))];
    const broken = pages.flatMap((file) => [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)].map((match) => path.join(path.dirname(file), match[1] ?? "")).filter((target) => !existsSync(target)).map((target) => `${file} → ${target}`));
    expect(broken).toEqual([]);
  });
});
