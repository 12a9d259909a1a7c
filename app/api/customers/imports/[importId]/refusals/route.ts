import { getTranslations } from "next-intl/server";
import { isUuid } from "@/lib/domain/shared/uuid";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { downloadRefusals } from "@/lib/server/imports/refusals-commands";

/** The refused rows of an import with their reasons, as a CSV to correct and import again. */
export async function GET(_request: Request, { params }: RouteContext<"/api/customers/imports/[importId]/refusals">) {
  const caller = await sessionCaller("customer:import");
  if (!caller.ok) return caller.response;
  const { importId } = await params;
  const [t, errors] = await Promise.all([getTranslations("importColumns"), getTranslations("errors")]);
  const reason = (code: string) => (errors.has(code as "import.phone") ? errors(code as "import.phone") : code);
  const download = isUuid(importId) ? await downloadRefusals(caller.actor, importId, { reasonColumn: t("reason"), reason }) : null;
  if (!download?.ok) return new Response(null, { status: 404 });
  return csvDownload(download.value.fileName, download.value.csv);
}
