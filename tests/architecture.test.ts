import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { NAVIGATION } from "@/components/layout/navigation";
import { ROLE_PERMISSIONS, type Permission } from "@/lib/domain/access/permissions";
import { FINDING_RULES, RULES } from "@/lib/domain/check/finding";
import { AUDIT_ACTIONS } from "@/lib/domain/audit/actions";

// What the guide promises of the code's shape (docs/style.md), checked over the files themselves.
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.join(folder, name).replaceAll("\\", "/")).filter((name) => /\.tsx?$/.test(name) && !name.includes("generated"));
const read = (file: string) => readFileSync(file, "utf8");
const isTest = (file: string) => /\.test\.ts$/.test(file);
const app = files("app");
const server = files("lib/server").filter((file) => !isTest(file));

/** The first thing that a page's own function awaits. */
const firstAwait = (source: string) => /export default async function[\s\S]*?\bawait (\w+)/.exec(source)?.[1];
/** Names of a file's exported values. */
const exportedValues = (source: string) => [...source.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)].map((match) => match[1] ?? "");

describe("a console page", () => {
  const pages = app.filter((file) => file.startsWith("app/(console)/") && file.endsWith("/page.tsx"));

  it("asks for its permission before anything else", () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter((file) => firstAwait(read(file)) !== "requirePermission")).toEqual([]);
    expect(firstAwait("export default async function P() { const a = await getTranslations(); await requirePermission('x'); }")).toBe("getTranslations");
  });

  it("has no loading screen above it, which would turn its 403 into a 200", () => {
    expect(app.filter((file) => file.endsWith("/loading.tsx"))).toEqual([]);
  });

  it("in the menu asks for the permission that the menu asks for", () => {
    for (const [id, place] of Object.entries(NAVIGATION)) {
      const file = `app/(console)${place.href === "/" ? "" : place.href}/page.tsx`;
      const asked = /requirePermission\(([^)]*)\)/.exec(read(file))?.[1] ?? "";
      expect([id, asked.includes(`"${place.permission}"`)]).toEqual([id, true]);
    }
  });
});

/** Where people without an account send something: the second way in, beside the signed-in actions. */
const isPublicForm = (file: string) => /^app\/\(customer\)\/.*\/route\.ts$/.test(file);

describe("a form of people without an account", () => {
  const forms = app.filter(isPublicForm);

  it("is made by definePublicForm, one to a route, each with a name and limits of its own", () => {
    const names: string[] = [];
    for (const file of forms) {
      const source = read(file);
      expect([file, exportedValues(source)]).toEqual([file, ["POST"]]);
      expect([file, /export const POST = definePublicForm\("([\w.]+)", \{\s+perMinute: \{ address: \d+/.test(source)]).toEqual([file, true]);
      // What is shown by a link is also limited by the link.
      if (file.includes("[token]")) expect([file, /perMinute: \{ address: \d+, link: \d+ \}/.test(source)]).toEqual([file, true]);
      names.push(/definePublicForm\("([\w.]+)"/.exec(source)?.[1] ?? "");
    }
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
  });

  it("asks where it comes from, then how often, then parses, then runs: in this order", () => {
    const body = /export function definePublicForm[\s\S]*/.exec(read("lib/server/public-form.ts"))?.[0] ?? "";
    const steps = ["comesFromElsewhere(request.headers)", "isTooOften(", "schema.safeParse(", "await run("].map((step) => body.indexOf(step));
    expect(steps.every((place) => place > 0)).toBe(true);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it("stands on pages that send nothing but plain forms, and are opened by link or show nothing of anybody", () => {
    const pages = app.filter((file) => file.startsWith("app/(customer)/"));
    expect(pages.filter((file) => /^"use (client|server)"/.test(read(file)))).toEqual([]);
    const own = pages.filter((file) => file.endsWith("/page.tsx"));
    expect(own.length).toBeGreaterThan(2);
    for (const file of own) {
      const readsPeople = /lib\/server\/(?!preferences\/(?:hotline|open)|bank-name|public-form)/.test(read(file));
      expect([file, readsPeople]).toEqual([file, false]);
      if (file.includes("[token]")) expect([file, /const page = await openPage\([\s\S]*?if \(!page\) redirect\("\/preferences\/gone"\);/.test(read(file))]).toEqual([file, true]);
    }
  });
});

describe("a server action", () => {
  const actions = app.filter((file) => file.endsWith("/actions.ts"));

  it("is made by defineAction, which signs in, permits and parses; each has a name of its own", () => {
    const names: string[] = [];
    for (const file of actions) {
      const source = read(file);
      expect([file, source.startsWith('"use server"')]).toEqual([file, true]);
      for (const name of exportedValues(source)) expect([file, name, new RegExp(`export const ${name} = defineAction\\(`).test(source)]).toEqual([file, name, true]);
      names.push(...[...source.matchAll(/defineAction\(\s*"([^"]+)"/g)].map((match) => match[1] ?? ""));
    }
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("only actions, machine entry points and forms of customers reach commands", () => {
    const reaches = (source: string) => /from "@\/lib\/server\/[\w-]+\/(?:[\w-]+-)?commands"/.test(source);
    expect(app.filter((file) => !file.endsWith("/actions.ts") && !file.startsWith("app/api/") && !isPublicForm(file) && reaches(read(file)))).toEqual([]);
    expect(reaches('import { x } from "@/lib/server/customers/commands";')).toBe(true);
  });
});

describe("a route of the console's own", () => {
  it("signs its caller in before it reads or writes", () => {
    const own = app.filter((file) => /^app\/api\/(?:exports|customers|audience-lists|campaigns)\//.test(file));
    expect(own.length).toBeGreaterThan(6);
    // What a route hands its whole request to is judged with it.
    const judged = (file: string) => read(file) + (read(file).includes("takeFile(request") ? read("lib/server/api/take-file.ts") : "");
    expect(own.filter((file) => !/sessionCaller\(|getActor\(/.test(judged(file)))).toEqual([]);
    // What a form of another site could send is refused before the session is looked at.
    expect(own.filter((file) => /export (?:async function|const) (?:POST|PUT|PATCH|DELETE)\b/.test(read(file)) && !judged(file).includes("isSameOrigin("))).toEqual([]);
  });
});

describe("a permission", () => {
  it("is held by a role and asked for somewhere", () => {
    const held = new Set<Permission>(Object.values(ROLE_PERMISSIONS).flat());
    const sources = [...app, ...server].map(read).concat(read("lib/domain/api/operations.ts")).join("\n");
    expect([...held].filter((permission) => !sources.includes(`"${permission}"`))).toEqual([]);
  });
});

describe("the audit trail", () => {
  it("has words for each action in both languages, and an action for each word that is written", () => {
    for (const locale of ["zh-CN", "en"]) {
      const words = JSON.parse(read(`lib/i18n/messages/${locale}/audit.json`)) as { action: Record<string, Record<string, string>> };
      const wordless = AUDIT_ACTIONS.filter((action) => { const [group = "", name = ""] = action.split("."); return typeof words.action[group]?.[name] !== "string"; });
      expect([locale, wordless]).toEqual([locale, []]);
    }
  });
});

describe("the content check", () => {
  it("has a case in a test and a line in docs/checks.md for every rule, with the grade that the code gives it", () => {
    const cases = ["check", "check-version", "registers"].map((name) => read(`lib/domain/check/${name}.test.ts`)).join("\n");
    expect(FINDING_RULES.filter((rule) => !cases.includes(`"${rule}"`))).toEqual([]);
    const page = read("docs/checks.md");
    expect(FINDING_RULES.filter((rule) => !page.includes(`| \`${rule}\` | ${RULES[rule].severity} |`))).toEqual([]);
    expect([...page.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1])).toEqual([...FINDING_RULES]);
  });
});

describe("the server's files", () => {
  it("cannot be bundled for a browser", () => {
    expect(server.filter((file) => !/^import "server-only";/m.test(read(file).split("\n").slice(0, 3).join("\n")))).toEqual([]);
  });

  it("read within a branch: every room that reads rows of branches names the branch path", () => {
    // Registers, settings, rules, prices, words to agree to, terms of retention and people's own sessions belong to the whole bank.
    const bankWide = /^lib\/server\/(?:registers|settings|rules|providers|wordings|retention)\//;
    const queries = server.filter((file) => file.endsWith("/queries.ts") && !bankWide.test(file) && read(file).includes('"../db/'));
    expect(queries.length).toBeGreaterThan(8);
    expect(queries.filter((file) => !/branchPath|branch_path|inboundScope\(actor\)/.test(read(file)))).toEqual([]);
  });
});

describe("the addresses of the console", () => {
  it("stay: a removed one needs a redirect, because bookmarks and audit entries lead there", () => {
    const pages = app.filter((file) => file.endsWith("/page.tsx")).map((file) => file.replace(/^app/, "").replace(/\/\([^)]*\)/g, "").replace(/\/page\.tsx$/, "") || "/").sort();
    expect(pages).toEqual(expect.arrayContaining(JSON.parse(read("tests/addresses.json")) as string[]));
  });
});
