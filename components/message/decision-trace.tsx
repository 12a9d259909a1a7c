import { Ban, Check, Clock, type LucideIcon } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { TraceEntry } from "@/lib/domain/policy/facts";
import { traceWords } from "@/lib/domain/policy/words";
import { formatInstant } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";

const LOOK: Record<TraceEntry["outcome"], readonly [LucideIcon, string]> = {
  pass: [Check, "text-success"],
  wait: [Clock, "text-warning"],
  withhold: [Ban, "text-danger"],
};

/** The rules that were asked before a message went, waited or was withheld, each with its answer in a sentence. */
export function DecisionTrace({
  entries,
}: {
  readonly entries: readonly Pick<TraceEntry, "rule" | "outcome" | "evidence">[];
}) {
  const t = useTranslations("policy");
  const ui = useTranslations("ui.trace");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  const decisive = entries.findIndex((entry) => entry.outcome === "withhold");
  return (
    <ol aria-label={ui("label")} className="flex flex-col gap-2">
      {entries.map((entry, index) => {
        const [Icon, colour] = LOOK[entry.outcome];
        const words = traceWords(entry, (iso) => formatInstant(new Date(iso), locale, timeZone));
        return (
          <li key={`${entry.rule}-${index}`} className="flex gap-2">
            <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${colour}`} />
            <span className="min-w-0">
              <span className="sr-only">{t(`outcome.${entry.outcome}`)}: </span>
              <span className="me-2 text-muted">{t(`${entry.rule}.name`)}</span>
              <span className={index === decisive ? "font-medium" : ""}>{t(words.key, words.values)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
