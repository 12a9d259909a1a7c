"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CONTENT_MAX } from "@/lib/domain/check/check-text";
import type { Appraisal } from "@/lib/domain/template/appraise";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatMoney } from "@/lib/i18n/format";
import { ForcingCharacters } from "./forcing-characters";

type Props = {
  readonly appraisal: Appraisal;
  /** A call: its length in characters says all there is to say. */
  readonly isSpoken?: boolean;
  readonly price: { readonly micros: string; readonly effectiveFrom: string } | null;
  /** Goes to a place in the text as written; absent where there is none to go to. */
  readonly onJump?: (character: string) => void;
};

function Figure({
  label,
  value,
  note,
  isWarning = false,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly isWarning?: boolean;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={`text-xl font-semibold tabular-nums ${isWarning ? "text-warning" : ""}`}>{value}</dd>
      {note && <dd className="text-xs text-muted">{note}</dd>}
    </div>
  );
}

const SEGMENT = 70;

/** How long the text gets and what it costs, reckoned with the longest value of each variable. */
export function LengthPanel({ appraisal, isSpoken = false, price, onJump }: Props) {
  const t = useTranslations("templates.meter");
  const format = useFormatter();
  const locale = useLocale() as Language;
  const { sample, longest } = appraisal.renderings;
  if (sample.measure === null || longest.measure === null)
    return <p className="text-sm text-muted">{t("unmeasurable")}</p>;
  if (isSpoken) return <p className="text-sm text-muted">{t("call", { count: longest.measure.billing.characters, most: CONTENT_MAX })}</p>;
  const most = appraisal.mostSegments;
  const { characters, remaining } = longest.measure.billing;
  const filled = Math.min(100, (characters / (characters + Math.max(0, remaining))) * 100);
  return (
    <div className="flex flex-col gap-3">
      <dl aria-live="polite" className="grid grid-cols-3 gap-3">
        <Figure
          label={t("billing")}
          value={t("most", { count: most })}
          note={t("sampleNote", { count: sample.measure.billing.segments })}
          isWarning={most > 1}
        />
        <Figure label={t("radio")} value={longest.measure.segments} note={longest.measure.encoding} />
        <Figure
          label={t("cost")}
          value={appraisal.costPerThousand ? formatMoney(appraisal.costPerThousand.most, locale) : "–"}
          note={
            price
              ? t("price", {
                  price: formatMoney(price.micros, locale),
                  date: format.dateTime(new Date(price.effectiveFrom), { dateStyle: "medium" }),
                })
              : t("noPrice")
          }
        />
      </dl>
      <div>
        <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-surface-tertiary">
          <div
            className={`h-full rounded-full ${most > 1 ? "bg-warning" : "bg-accent"}`}
            style={{ width: `${filled}%` }}
          />
        </div>
        <p className="mt-1 text-xs text-muted">
          {t("characters", { used: characters, left: remaining })} · {t("mostNote")}
        </p>
        <p className={`mt-0.5 text-sm ${most > 1 ? "text-warning" : ""}`}>
          {most > 1 ? t("over", { count: characters - SEGMENT }) : t("fits", { left: SEGMENT - characters })}
        </p>
      </div>
      <ForcingCharacters text={sample.text} onJump={onJump} />
      <details className="text-sm">
        <summary className="cursor-pointer text-accent">{t("explain")}</summary>
        <p className="mt-1 text-muted">{t("explainText")}</p>
      </details>
    </div>
  );
}
