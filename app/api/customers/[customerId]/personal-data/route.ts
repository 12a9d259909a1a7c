import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { copyBlocks } from "@/app/(console)/rights/_components/personal-data-copy";
import { isUuid } from "@/lib/domain/shared/uuid";
import { formatInstant } from "@/lib/i18n/format";
import { fileDownload } from "@/lib/server/api/file-download";
import { sessionCaller } from "@/lib/server/api/session-caller";
import { environment } from "@/lib/server/env";
import { writePdf } from "@/lib/server/pdf/document";
import { exportPersonalData } from "@/lib/server/rights/export-commands";
import type { PersonalData } from "@/lib/server/rights/personal-data";

const refuse = (status: number, code: string) => Response.json({ code }, { status, headers: { "cache-control": "no-store" } });

async function toPdf(data: PersonalData): Promise<Uint8Array> {
  const [locale, zone, t, rights, purposes, channels, states, rules, consents, ui] = await Promise.all([
    getLocale(), getTimeZone(), getTranslations("rights.copy"), getTranslations("rights"), getTranslations("purpose"), getTranslations("customers.channelName"), getTranslations("message"), getTranslations("policy"),
    getTranslations("customers"), getTranslations("ui"),
  ]);
  const instant = (at: Date) => formatInstant(at, locale, zone);
  return writePdf({
    title: t("title"), subtitle: t("subtitle", { at: instant(data.madeAt) }), language: locale, author: environment().BANK_NAME, createdAt: data.madeAt,
    footer: (page, pages) => t("page", { page, pages }),
    blocks: copyBlocks(data, { t, rights, purposes, channels, states, rules, consents, separator: ui("listSeparator"), isEnglish: locale === "en", instant }),
  });
}

/** Everything that is held on a customer who asked for it, as JSON for other systems (PIPL 45) or as a document to read. */
export async function GET(request: Request, context: RouteContext<"/api/customers/[customerId]/personal-data">) {
  const caller = await sessionCaller("rights:write");
  if (!caller.ok) return caller.response;
  const [{ customerId }, query] = [await context.params, new URL(request.url).searchParams];
  const [format, requestId] = [query.get("format") ?? "json", query.get("request")];
  if (format !== "json" && format !== "pdf") return refuse(400, "invalid_input");
  if (!isUuid(customerId) || !isUuid(requestId)) return refuse(404, "rights.not_found");
  const result = await exportPersonalData(caller.actor, { customerId, requestId, format });
  if (!result.ok) return refuse(result.error.code === "rights.not_found" ? 404 : 409, result.error.code);
  const name = `${(await getTranslations("rights"))("file")} ${result.value.customer.number}`;
  if (format === "json") return fileDownload(`${name}.json`, "application/json; charset=utf-8", JSON.stringify(result.value, null, 2));
  return fileDownload(`${name}.pdf`, "application/pdf", await toPdf(result.value));
}
