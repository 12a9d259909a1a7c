import "server-only";
import { pathsUpwards } from "@/lib/domain/access/scope";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable, VariableKind } from "@/lib/domain/template/variable";
import { db } from "../db/client";

const KIND: Readonly<Record<Extract<TemplateUse, "page_code" | "page_link">, VariableKind>> = { page_code: "code", page_link: "link" };

/**
 * The approved template that carries a code or a link to a customer, and the one variable it takes: of the customer's
 * own branch or the nearest above it, in the customer's language or else in Chinese.
 */
export async function templateFor(use: keyof typeof KIND, branchPath: string, language: string): Promise<{ readonly key: string; readonly variable: string } | null> {
  const rows = await db().template.findMany({
    where: { use, channel: "sms", purpose: { not: "promotion" }, retiredAt: null, branch: { path: { in: [...pathsUpwards(branchPath)] } }, versions: { some: { state: "approved" } } },
    select: { key: true, language: true, branch: { select: { path: true } }, versions: { where: { state: "approved" }, select: { variables: true, text: true }, take: 1 } },
  });
  const fitting = rows.flatMap((row) => {
    const variables = (row.versions[0]?.variables ?? []) as unknown as readonly TemplateVariable[];
    const only = variables.length === 1 && variables[0]?.kind === KIND[use] ? variables[0] : null;
    return only === null ? [] : [{ key: row.key, variable: only.name, isSpoken: row.language === language, depth: row.branch.path.length }];
  });
  fitting.sort((a, b) => Number(b.isSpoken) - Number(a.isSpoken) || b.depth - a.depth || a.key.localeCompare(b.key));
  return fitting[0] ?? null;
}
