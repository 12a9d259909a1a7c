import { getTranslations } from "next-intl/server";
import { isSameOrigin } from "@/lib/domain/access/same-origin";
import { revealReasonSchema } from "@/lib/domain/customer/schema";
import { isUuid } from "@/lib/domain/shared/uuid";
import { csvDownload } from "@/lib/server/api/download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { exportFailedRecipients } from "@/lib/server/exports/commands";

/** Failed recipients in the clear, headed as the import understands them; asked for by a form that gives a reason. */
export async function POST(request: Request, { params }: RouteContext<"/api/exports/campaigns/[campaignId]/failed">) {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const caller = await sessionCaller("customer:reveal");
  if (!caller.ok) return caller.response;
  const { campaignId } = await params;
  const [fields, t, reasons, errors] = await Promise.all([getTranslations("importColumns"), getTranslations("exports"), getTranslations("message.reason"), getTranslations("errors")]);
  const why = revealReasonSchema.safeParse((await request.formData()).get("reason"));
  if (!why.success) return new Response(errors("customer.reveal_reason_missing"), { status: 422, headers: { "content-type": "text/plain; charset=utf-8" } });
  const file = isUuid(campaignId)
    ? await exportFailedRecipients(caller.actor, campaignId, why.data, {
        header: [fields("fields.number"), fields("fields.name"), fields("fields.phone"), fields("fields.branch"), fields("reason")],
        cells: (row) => [row.number, row.name, row.phone.replace(/^\+86/, ""), row.branch, reasons.has(row.reason as "consent") ? reasons(row.reason as "consent") : row.reason],
      })
    : null;
  if (!file?.ok) return new Response(null, { status: 404 });
  return csvDownload(`${file.value.name} ${t("failedFile")}.csv`, file.value.csv);
}
