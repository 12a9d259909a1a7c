import { getTimeZone, getTranslations } from "next-intl/server";
import { readAuditSearch, toAuditFilters } from "@/app/(console)/audit/_components/audit-search";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { exportAudit } from "@/lib/server/exports/commands";

/** The trail with the filters of its page, as a CSV: what an inspector takes along. */
export async function GET(request: Request) {
  const caller = await sessionCaller("audit:read");
  if (!caller.ok) return caller.response;
  const search = readAuditSearch(Object.fromEntries(new URL(request.url).searchParams));
  const [t, actions, zone] = await Promise.all([getTranslations("exports"), getTranslations("audit.action"), getTimeZone()]);
  const words = actions as unknown as ((key: string) => string) & { has: (key: string) => boolean };
  const csv = await exportAudit(caller.actor, toAuditFilters(search, zone), {
    header: ["seq", "at", "action", "actor", "subjectType", "subjectId", "detail", "hash"].map((name) => t(`columns.${name as "id"}`)),
    // Instants as the chain has them (UTC), so that a line can be checked against its hash.
    cells: (row) => [row.seq, row.at.toISOString(), words.has(row.action) ? words(row.action) : row.action, row.actorName, row.subjectType, row.subjectId, JSON.stringify(row.detail), row.hashHex],
  });
  return csvDownload(`${t("auditFile")}.csv`, csv);
}
