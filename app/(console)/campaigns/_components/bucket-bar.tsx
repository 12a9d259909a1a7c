"use client";

import { useTranslations } from "next-intl";
import { Progress } from "@/components/ui/progress";
import { countByBucket } from "@/lib/domain/message/states";

const COLOURS = { delivered: "var(--success)", sent: "var(--accent)", uncertain: "var(--warning)", failed: "var(--danger)", withheld: "var(--muted)", waiting: "var(--surface-tertiary)" } as const;
const ORDER = ["delivered", "sent", "uncertain", "failed", "withheld"] as const;

/** The audience as one bar: what was delivered, sent, failed, withheld; what is left stays empty. */
export function BucketBar({ tally, total }: { readonly tally: readonly { readonly state: string; readonly count: number }[]; readonly total: number }) {
  const t = useTranslations("message.bucket");
  const counts = countByBucket(tally.map((row) => [row.state, row.count] as const));
  return <Progress label={t("delivered")} total={total} parts={ORDER.map((bucket) => ({ name: t(bucket), count: counts[bucket], colour: COLOURS[bucket] }))} />;
}
