import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { ExactInstant } from "@/components/ui/instant";
import { isOwnCode, ownCodeKey } from "@/lib/domain/carrier/own-words";
import { formatInstant } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";
import { wordOr } from "@/lib/i18n/word-or";
import type { MessageEventView } from "@/lib/server/messages/get-message";

/** What happened to a message, in order. */
export function MessageEvents({ events }: { readonly events: readonly MessageEventView[] }) {
  const t = useTranslations("messages");
  const words = useTranslations("message");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  const detailOf = ({ kind, detail }: MessageEventView) => {
    if (kind === "deferred" && !Number.isNaN(Date.parse(detail))) return t("view.until", { until: formatInstant(new Date(detail), locale, timeZone) });
    if (kind === "receipt") {
      const [state = "", ...code] = detail.split(" ");
      return [wordOr(t, `receipt.${state}`, state), ...code].join(" ");
    }
    if (isOwnCode(detail)) return words(`code.${ownCodeKey(detail)}` as "code.unanswered");
    return words.has(`reason.${detail}`) ? words(`reason.${detail}`) : detail;
  };
  return (
    <ol className="flex flex-col gap-2">
      {events.map((event, index) => (
        <li key={index} className="flex flex-wrap gap-x-3">
          <span className="text-muted tabular-nums">
            <ExactInstant at={event.at} withSeconds />
          </span>
          <span className="font-medium">{words(`event.${event.kind}`)}</span>
          {event.detail !== "" && <span className="text-muted">{detailOf(event)}</span>}
        </li>
      ))}
    </ol>
  );
}
