import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import type { Authorized } from "@/lib/domain/access/permissions";
import { db } from "../db/client";

export type AuditFilters = {
  readonly action?: string;
  readonly actor?: string;
  readonly subjectType?: string;
  readonly subjectId?: string;
  readonly from?: Date;
  readonly to?: Date;
};

export const AUDIT_ENTRIES_A_PAGE = 100;

const SELECT = {
  seq: true, at: true, action: true, actorId: true, actorKind: true, actorName: true, subjectType: true, subjectId: true, detail: true, requestId: true, hash: true,
} satisfies Prisma.AuditEntrySelect;

/** A version is looked at on the page of its template. */
async function templatesOf(versionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (versionIds.length === 0) return new Map();
  const versions = await db().templateVersion.findMany({ where: { id: { in: [...new Set(versionIds)] } }, select: { id: true, templateId: true } });
  return new Map(versions.map((version) => [version.id, version.templateId]));
}

/** Entries of the actor's subtree, newest first, by keyset: pass the last `seq` of the page before. */
export async function listAudit(actor: Authorized<"audit:read">, filters: AuditFilters, before?: bigint, take = AUDIT_ENTRIES_A_PAGE) {
  const where: Prisma.AuditEntryWhereInput = {
    branchPath: { startsWith: actor.branchPath },
    ...(filters.action ? { action: filters.action.endsWith(".") ? { startsWith: filters.action } : filters.action } : {}),
    ...(filters.actor ? { OR: [{ actorName: filters.actor }, { actorId: filters.actor }] } : {}),
    ...(filters.subjectType ? { subjectType: filters.subjectType } : {}),
    ...(filters.subjectId ? { subjectId: filters.subjectId } : {}),
    ...(filters.from || filters.to ? { at: { ...(filters.from ? { gte: filters.from } : {}), ...(filters.to ? { lt: filters.to } : {}) } } : {}),
    ...(before ? { seq: { lt: before } } : {}),
  };
  const rows = await db().auditEntry.findMany({ where, select: SELECT, orderBy: { seq: "desc" }, take: take + 1 });
  const kept = rows.slice(0, take);
  const templates = await templatesOf(kept.filter((row) => row.subjectType === "template_version").map((row) => row.subjectId));
  const page = kept.map(({ seq, hash, ...row }) => ({ ...row, seq: String(seq), hashHex: Buffer.from(hash).toString("hex"), pageId: templates.get(row.subjectId) ?? row.subjectId }));
  return { rows: page, next: rows.length > take ? (page.at(-1)?.seq ?? null) : null };
}

export type AuditRow = Awaited<ReturnType<typeof listAudit>>["rows"][number];
