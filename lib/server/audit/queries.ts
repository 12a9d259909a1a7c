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

/**
 * The newest entries, of whoever has or had that name or id. Each is asked for by its own index: in one condition the
 * planner reads the trail backwards until a page is full, all of it for somebody who did little.
 */
async function newestOf(where: Prisma.AuditEntryWhereInput, doer: string | undefined, take: number) {
  const read = (who: Prisma.AuditEntryWhereInput) => db().auditEntry.findMany({ where: { ...where, ...who }, select: SELECT, orderBy: { seq: "desc" }, take });
  if (!doer) return read({});
  const [named, known] = await Promise.all([read({ actorName: doer }), read({ actorId: doer, actorName: { not: doer } })]);
  return [...named, ...known].sort((one, other) => (one.seq > other.seq ? -1 : 1)).slice(0, take);
}

/** Entries of the actor's subtree, newest first, by keyset: pass the last `seq` of the page before. */
export async function listAudit(actor: Authorized<"audit:read">, filters: AuditFilters, before?: bigint, take = AUDIT_ENTRIES_A_PAGE) {
  const where: Prisma.AuditEntryWhereInput = {
    branchPath: { startsWith: actor.branchPath },
    ...(filters.action ? { action: filters.action.endsWith(".") ? { startsWith: filters.action } : filters.action } : {}),
    ...(filters.subjectType ? { subjectType: filters.subjectType } : {}),
    ...(filters.subjectId ? { subjectId: filters.subjectId } : {}),
    ...(filters.from || filters.to ? { at: { ...(filters.from ? { gte: filters.from } : {}), ...(filters.to ? { lt: filters.to } : {}) } } : {}),
    ...(before ? { seq: { lt: before } } : {}),
  };
  const rows = await newestOf(where, filters.actor, take + 1);
  const kept = rows.slice(0, take);
  const templates = await templatesOf(kept.filter((row) => row.subjectType === "template_version").map((row) => row.subjectId));
  const page = kept.map(({ seq, hash, ...row }) => ({ ...row, seq: String(seq), hashHex: Buffer.from(hash).toString("hex"), pageId: templates.get(row.subjectId) ?? row.subjectId }));
  return { rows: page, next: rows.length > take ? (page.at(-1)?.seq ?? null) : null };
}

export type AuditRow = Awaited<ReturnType<typeof listAudit>>["rows"][number];
