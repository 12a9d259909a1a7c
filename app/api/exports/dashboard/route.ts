import { getTimeZone, getTranslations } from "next-intl/server";
import { dayOf, readPeriod } from "@/lib/domain/dashboard/period";
import { isMessageState } from "@/lib/domain/message/states";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { microsToYuan } from "@/lib/domain/campaign/money";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { now } from "@/lib/server/clock";
import { branchesInScope } from "@/lib/server/dashboard/queries";
import { exportDashboard } from "@/lib/server/exports/commands";

/** The figures behind the dashboard of a period, a line per day, state and reason. */
export async function GET(request: Request) {
  const caller = await sessionCaller("dashboard:read", "report:export");
  if (!caller.ok) return caller.response;
  const query = new URL(request.url).searchParams;
  const [t, states, reasons, zone] = await Promise.all([getTranslations("exports"), getTranslations("message.state"), getTranslations("message.reason"), getTimeZone()]);
  const period = readPeriod(query.get("from") ?? undefined, query.get("to") ?? undefined, dayOf(now(), zone));
  const purpose = PURPOSES.find((known) => known === query.get("purpose"));
  const branch = (await branchesInScope(caller.actor)).find((known) => known.code === query.get("branch"))?.code;
  const csv = await exportDashboard(caller.actor, { ...period, ...(purpose ? { purpose } : {}), ...(branch ? { branch } : {}) }, {
    header: ["day", "state", "reason", "messages", "segments", "cost"].map((name) => t(`columns.${name as "id"}`)),
    cells: (row) => [
      row.key, isMessageState(row.state) ? states(row.state) : row.state, row.reason !== "" && reasons.has(row.reason as "consent") ? reasons(row.reason as "consent") : row.reason,
      String(row.count), String(row.billingSegments), microsToYuan(row.costMicros),
    ],
  });
  return csvDownload(`${t("dashboardFile")} ${period.from} ${period.to}.csv`, csv);
}
