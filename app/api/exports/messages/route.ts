import { getFormatter, getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { readMessageSearch, toMessageFilters } from "@/app/(console)/messages/_components/message-filters";
import { microsToYuan } from "@/lib/domain/campaign/money";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { exportMessages } from "@/lib/server/exports/commands";

/** The list of messages with the filters of its page, masked, as a CSV. */
export async function GET(request: Request) {
  const caller = await sessionCaller("message:read");
  if (!caller.ok) return caller.response;
  const search = readMessageSearch(Object.fromEntries(new URL(request.url).searchParams));
  const [t, states, reasons, purposes, zone, locale, format] = await Promise.all([
    getTranslations("exports"), getTranslations("message.state"), getTranslations("message.reason"), getTranslations("purpose"), getTimeZone(), getLocale(), getFormatter(),
  ]);
  const instant = (at: Date | null) => (at === null ? "" : format.dateTime(at, { dateStyle: "short", timeStyle: "medium", timeZone: zone }));
  const csv = await exportMessages(caller.actor, toMessageFilters(search, zone), {
    header: ["id", "number", "name", "phone", "branch", "campaign", "template", "purpose", "state", "reason", "segments", "cost", "created", "submitted", "final"].map((name) => t(`columns.${name as "id"}`)),
    cells: (row) => [
      row.id, row.customer.number ?? "", row.customer.nameMasked, row.phoneMasked, locale === "en" ? row.branch.nameEn : row.branch.name, row.campaign?.name ?? "", row.template.name,
      purposes(row.purpose as "loan"), states(row.state), row.reason !== "" && reasons.has(row.reason as "consent") ? reasons(row.reason as "consent") : row.reason,
      String(row.billingSegments), microsToYuan(row.costMicros), instant(row.createdAt), instant(row.submittedAt), instant(row.finalAt),
    ],
  });
  return csvDownload(`${t("messagesFile")}.csv`, csv);
}
