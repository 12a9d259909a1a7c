import { getTranslations } from "next-intl/server";
import { isUuid } from "@/lib/domain/shared/uuid";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { downloadConsentRefusals } from "@/lib/server/consents/refusals-commands";

/** The rows of a file of consents that prove nothing, with line and reason, as a CSV. */
export async function GET(_request: Request, { params }: RouteContext<"/api/customers/consents/[importId]/refusals">) {
  const caller = await sessionCaller("customer:import");
  if (!caller.ok) return caller.response;
  const { importId } = await params;
  const [t, columns, errors] = await Promise.all([getTranslations("consents"), getTranslations("importColumns"), getTranslations("errors")]);
  const reason = (code: string) => (errors.has(code as "consent.date") ? errors(code as "consent.date") : code);
  const file = isUuid(importId) ? await downloadConsentRefusals(caller.actor, importId, { lineColumn: t("line"), reasonColumn: columns("reason"), reason }) : null;
  if (!file?.ok) return new Response(null, { status: 404 });
  return csvDownload(`${file.value.name.replace(/\.[^.]*$/, "")}-${columns("reason")}.csv`, file.value.csv);
}
