import { getTranslations } from "next-intl/server";
import { isUuid } from "@/lib/domain/shared/uuid";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { downloadListRefusals } from "@/lib/server/audience-lists/refusals-commands";

/** The rows of a list that name nobody, with their reasons, as a CSV. */
export async function GET(_request: Request, { params }: RouteContext<"/api/audience-lists/[listId]/refusals">) {
  const caller = await sessionCaller("campaign:write");
  if (!caller.ok) return caller.response;
  const { listId } = await params;
  const [t, errors] = await Promise.all([getTranslations("importColumns"), getTranslations("errors")]);
  const reason = (code: string) => (errors.has(code as "list.unknown") ? errors(code as "list.unknown") : code);
  const file = isUuid(listId) ? await downloadListRefusals(caller.actor, listId, { reasonColumn: t("reason"), reason }) : null;
  if (!file?.ok) return new Response(null, { status: 404 });
  return csvDownload(`${file.value.name.replace(/\.[^.]*$/, "")}-${t("reason")}.csv`, file.value.csv);
}
