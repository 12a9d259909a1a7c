import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { ReviewDetail } from "@/lib/server/reviews/queries";

/** A campaign under review; its page shows audience, dry run, schedule and route as they are bound. */
export function CampaignSubject({
  review,
}: {
  readonly review: Pick<ReviewDetail, "subjectId" | "title" | "boundHash">;
}) {
  const t = useTranslations("reviews.detail");
  return (
    <>
      <Panel title={review.title}>
        <p className="mb-2">{t("campaignText")}</p>
        <Link href={`/campaigns/${review.subjectId}` as Route} className="prose-link">
          {t("campaign")}
        </Link>
      </Panel>
      <p className="text-xs text-muted">
        {t("hash")} <code title={review.boundHash}>{review.boundHash.slice(0, 16)}</code> · {t("hashHint")}
      </p>
    </>
  );
}
