import { useFormatter, useTranslations } from "next-intl";
import type { Because } from "@/lib/domain/reply/scan";
import { ClassChip } from "./class-chip";

type Props = { readonly replyClass: string; readonly score: number; readonly because: readonly Because[] };

/** Why a text was read as it was: the class, how sure that is, and each reason with what it weighs. */
export function Reading({ replyClass, score, because }: Props) {
  const t = useTranslations("inbox");
  const format = useFormatter();
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <ClassChip replyClass={replyClass} />
        <span className="text-sm text-muted">{t("reading.sure", { share: format.number(score / 100, { style: "percent" }) })}</span>
      </p>
      {because.length === 0 ? (
        <p className="text-sm text-muted">{t("reading.nothing")}</p>
      ) : (
        <ul className="flex flex-col gap-1.5">
          {because.map((one) => (
            <li key={`${one.code}-${one.phrase}`} className="flex items-baseline justify-between gap-3 text-sm">
              <span className="min-w-0">
                {t(`because.${one.code}`)}
                <span className="block text-xs wrap-anywhere text-muted">{t("reading.phrase", { phrase: one.phrase })}</span>
              </span>
              <span className="shrink-0 text-muted tabular-nums">{format.number(one.weight, { signDisplay: "always" })}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-xs text-muted">{t("reading.rule")}</p>
    </div>
  );
}
