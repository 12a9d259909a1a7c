import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { deliveryRate, leftOf } from "@/lib/domain/dashboard/figures";
import type { MessageBucket } from "@/lib/domain/message/states";
import { formatCount, formatMoney, formatRate } from "@/lib/i18n/format";

type Props = {
  readonly counts: Readonly<Record<MessageBucket, number>>;
  readonly refusals: number;
  readonly costMicros: bigint;
  /** The list behind a figure of today. */
  readonly list: (more: Readonly<Record<string, string>>) => Route;
};

/** Today in one line, whatever period is looked at below. */
export function TodayStrip({ counts, refusals, costMicros, list }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  const figures: readonly { readonly label: string; readonly value: string; readonly href?: Route }[] = [
    { label: t("sent"), value: formatCount(leftOf(counts), locale), href: list({}) },
    { label: t("deliveryRate"), value: formatRate(deliveryRate(counts), locale), href: list({ stand: "delivered" }) },
    { label: t("waiting"), value: formatCount(counts.waiting, locale), href: list({ stand: "waiting" }) },
    { label: t("withheld"), value: formatCount(counts.withheld, locale), href: list({ stand: "withheld" }) },
    { label: t("failed"), value: formatCount(counts.failed, locale), href: list({ stand: "failed" }) },
    { label: t("refusals"), value: formatCount(refusals, locale), href: "/inbox?class=refuse" as Route },
    { label: t("cost"), value: formatMoney(costMicros, locale) },
  ];
  return (
    <section aria-labelledby="today" className="panel flex flex-wrap items-baseline gap-x-6 gap-y-1 px-4 py-2.5">
      <h2 id="today" className="font-semibold">
        {t("today")}
      </h2>
      <dl className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        {figures.map(({ label, value, href }) => (
          <div key={label} className="flex items-baseline gap-1.5">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="font-medium tabular-nums">
              {href === undefined ? value : (
                <Link className="row-link" href={href}>
                  {value}
                </Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
