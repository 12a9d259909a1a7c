"use client";

import { useRouter } from "next/navigation";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Stat, StatGrid } from "@/components/ui/stat";
import { paceOf, type Progress } from "@/lib/domain/campaign/progress";
import { countByBucket, MESSAGE_BUCKETS } from "@/lib/domain/message/states";
import type { Language } from "@/lib/domain/shared/vocabulary";
import { formatCount, formatMoney } from "@/lib/i18n/format";
import { BucketBar } from "./bucket-bar";

// Speed is reckoned over the last looks: long enough to be calm, short enough to follow a pause.
const LOOKS_KEPT = 12;

const TONES = { delivered: "success", failed: "danger", uncertain: "warning" } as const;

/** Counts of a running campaign as they change, speed and time left; people behind each figure one step away. */
export function LiveProgress({ campaignId, initial, ended }: { readonly campaignId: string; readonly initial: Progress; readonly ended: boolean }) {
  const t = useTranslations("campaigns.live");
  const bucket = useTranslations("message.bucket");
  const reason = useTranslations("message.reason");
  const stops = useTranslations("stops");
  const locale = useLocale() as Language;
  const router = useRouter();
  const [looks, setLooks] = useState<readonly Progress[]>([initial]);

  useEffect(() => {
    if (ended) return;
    let state = initial.state;
    const source = new EventSource(`/api/campaigns/${campaignId}/progress`);
    source.onmessage = (event) => {
      const look = JSON.parse(String(event.data)) as Progress;
      setLooks((before) => [...before.slice(1 - LOOKS_KEPT), look]);
      // The page's buttons depend on the state: when it changes the page is read again.
      if (look.state !== state) router.refresh();
      state = look.state;
    };
    source.addEventListener("error", () => source.readyState === EventSource.CLOSED && router.refresh());
    return () => source.close();
  }, [campaignId, ended, initial.state, router]);

  const progress = looks.at(-1) ?? initial;
  const counts = countByBucket(progress.counts.map((row) => [row.state, row.count] as const));
  const cost = progress.counts.reduce((sum, row) => sum + BigInt(row.costMicros), 0n);
  const { perSecond, secondsLeft } = paceOf(looks);
  const pause = progress.pauseReason as { code?: string; evidence?: Record<string, string | number> } | null;
  const say = stops as unknown as (code: string, values: Record<string, string | number>) => string;
  const reasons = progress.counts.filter((row) => row.reason !== "" && (row.state === "withheld" || row.state === "failed")).sort((a, b) => b.count - a.count);
  const href = (query: Record<string, string>) => `/messages?${new URLSearchParams({ campaign: campaignId, ...query })}` as Route;
  return (
    <section aria-label={t("title")} className={`panel flex flex-col gap-4 p-4 ${progress.state === "running" ? "living-stroke" : ""}`}>
      {progress.state === "paused" && pause?.code && <Callout tone="warning" role="status" title={t("paused")}>{stops.has(pause.code as never) ? say(pause.code, pause.evidence ?? {}) : pause.code}</Callout>}
      <BucketBar tally={progress.counts} total={progress.audience} />
      <StatGrid>
        <Stat label={t("audience")} value={formatCount(progress.audience, locale)} />
        {MESSAGE_BUCKETS.map((name) => (
          <Stat key={name} label={bucket(name)} value={formatCount(counts[name], locale)} href={counts[name] > 0 && name !== "waiting" ? href({ stand: name }) : undefined} tone={counts[name] > 0 && name in TONES ? TONES[name as keyof typeof TONES] : "neutral"} />
        ))}
        <Stat label={t("cost")} value={formatMoney(cost, locale)} />
      </StatGrid>
      {progress.state === "running" && (
        <p role="status" className="text-sm text-muted">
          {perSecond > 0 && secondsLeft !== null ? t("pace", { perSecond: Math.round(perSecond), minutes: Math.floor(secondsLeft / 60), seconds: Math.round(secondsLeft % 60) }) : t("noPace")}
        </p>
      )}
      {reasons.length > 0 && (
        <table className="data-table">
          <caption>{t("reasons")}</caption>
          <thead><tr><th scope="col">{t("reason")}</th><th scope="col">{t("state")}</th><th scope="col" className="number">{t("people")}</th></tr></thead>
          <tbody>
            {reasons.map((row) => (
              <tr key={`${row.state}-${row.reason}`}>
                <td><a className="row-link" href={href({ stand: row.state, reason: row.reason })}>{reason.has(row.reason as "consent") ? reason(row.reason as "consent") : row.reason}</a></td>
                <td>{bucket(row.state as "failed")}</td>
                <td className="number">{formatCount(row.count, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
