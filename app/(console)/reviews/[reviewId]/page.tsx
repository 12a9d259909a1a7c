import type { Route } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { Seal } from "@/components/message/seal";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { getReview, reviewedVersion, type ReviewDetail } from "@/lib/server/reviews/queries";
import { decideReviewAction, openReviewAction } from "../actions";
import { CampaignReviewSummary } from "../../campaigns/_components/campaign-review-summary";
import { CampaignSubject } from "../_components/campaign-subject";
import { DecisionForm } from "../_components/decision-form";
import { MarkOpened } from "../_components/mark-opened";
import { ReviewStateBadge } from "../_components/review-state-badge";
import { VersionReview } from "../_components/version-review";

type Props = { readonly params: Promise<{ readonly reviewId: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("reviews"))("title") };
}

export default async function ReviewPage({ params }: Props) {
  const actor = await requirePermission("review:read", "campaign:read");
  const { reviewId } = await params;
  const review = isUuid(reviewId) ? await getReview(actor, reviewId) : null;
  if (!review) notFound();
  const [t, format] = await Promise.all([getTranslations("reviews"), getFormatter()]);
  const version = review.subjectType === "template_version" ? await reviewedVersion(actor, review) : null;
  const mayDecide = review.bar === null && can(actor, "review:decide");
  return (
    <>
      <PageHeader
        title={review.title}
        badge={<ReviewStateBadge state={review.state} />}
        description={`${t(review.subjectType === "campaign" ? "detail.wantsCampaign" : "detail.wants", { name: review.submittedName })} · ${t("detail.submittedAt", { date: format.dateTime(review.submittedAt, { dateStyle: "medium", timeStyle: "short" }) })}`}
        breadcrumbs={[{ label: t("title"), href: "/reviews" as Route }]}
      />
      {mayDecide && review.openedAt === null && <MarkOpened reviewId={review.id} open={openReviewAction} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {review.subjectType === "template_version" && !version && <Callout tone="warning">{t("gone")}</Callout>}
          {review.subjectType === "campaign" && (
            <>
              <CampaignReviewSummary actor={actor} campaignId={review.subjectId} />
              <CampaignSubject review={review} />
            </>
          )}
          {version && <VersionReview version={version} boundHash={review.boundHash} isOpen={review.state === "open"} />}
        </div>
        <aside className="lg:sticky lg:top-16">
          <Panel title={t("decision.title")}>
            {mayDecide ? (
              <DecisionForm
                reviewId={review.id}
                boundHash={review.boundHash}
                subjectType={review.subjectType}
                decide={decideReviewAction}
              />
            ) : (
              <Outcome review={review} />
            )}
          </Panel>
        </aside>
      </div>
    </>
  );
}

/** Why there is nothing to decide: it was decided, it was withdrawn, or it is one's own work. */
async function Outcome({ review }: { readonly review: ReviewDetail }) {
  const t = await getTranslations("reviews.decision");
  if (review.state === "withdrawn") return <p className="text-muted">{t("withdrawn")}</p>;
  if (review.state === "open") return <Callout tone="warning">{t(review.own ? "own" : "person")}</Callout>;
  const name = review.decidedName ?? "–";
  return (
    <div className="flex flex-col gap-3">
      {review.state === "approved" && review.decidedAt && <Seal name={name} at={review.decidedAt} />}
      {review.state === "returned" && <p className="font-medium">{t("returnedBy", { name })}</p>}
      {review.comment && <p className="break-words whitespace-pre-wrap">{review.comment}</p>}
    </div>
  );
}
