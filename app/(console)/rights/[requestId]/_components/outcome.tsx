import { useTranslations } from "next-intl";
import type { CorrectedField } from "@/lib/domain/rights/correction";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import type { RequestRow } from "@/lib/server/rights/queries";

// Codes and counts only: what was erased or corrected is not kept with the request.
type Kept = {
  readonly reason?: string; readonly exports?: number; readonly how?: string; readonly fields?: readonly CorrectedField[]; readonly refusalsCopied?: number; readonly readdressed?: number; readonly linksRevoked?: number;
  readonly messages?: number; readonly withheld?: number; readonly inbound?: number; readonly lists?: number; readonly rowsOfFiles?: number; readonly suppressions?: number;
  readonly purposes?: readonly Purpose[]; readonly channels?: readonly Channel[];
};

/** What was done about a request, in a sentence. */
export function Outcome({ request }: { readonly request: RequestRow }) {
  const t = useTranslations("rights");
  const [ui, purposes, channels] = [useTranslations("ui"), useTranslations("purpose"), useTranslations("customers.channelName")];
  const kept = request.outcome as Kept;
  const list = (words: readonly string[]) => words.join(ui("listSeparator"));
  if (request.state === "refused") return <p className="whitespace-pre-wrap">{kept.reason}</p>;
  switch (request.kind) {
    case "access":
      return <p>{t("done.access", { exports: kept.exports ?? 0, how: t(`access.handed.${kept.how as "post"}`) })}</p>;
    case "correction":
      return <p>{t("done.correction", { fields: list((kept.fields ?? []).map((field) => t(`field.${field}`))), refusals: kept.refusalsCopied ?? 0, readdressed: kept.readdressed ?? 0, links: kept.linksRevoked ?? 0 })}</p>;
    case "erasure":
      return <p>{t("done.erasure", { messages: kept.messages ?? 0, withheld: kept.withheld ?? 0, inbound: kept.inbound ?? 0, lists: kept.lists ?? 0, rows: kept.rowsOfFiles ?? 0, suppressions: kept.suppressions ?? 0 })}</p>;
    case "withdrawal":
      return <p>{t("done.withdrawal", { purposes: list((kept.purposes ?? []).map((one) => purposes(one))), channels: list((kept.channels ?? []).map((one) => channels(one))) })}</p>;
  }
}
