import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Seal } from "@/components/message/seal";
import { VersionStateBadge } from "@/components/message/state-badge";
import { FindingList } from "@/components/template/finding-list";
import { ExactInstant } from "@/components/ui/instant";
import { reasonKey } from "@/lib/domain/check/finding";
import type { VersionView } from "@/lib/server/templates/queries";

/** Every version, newest first: who wrote it, who decided, and what was said. */
export function VersionHistory({
  versions,
  canReview,
}: {
  readonly versions: readonly VersionView[];
  readonly canReview: boolean;
}) {
  return (
    <ol className="divide-y divide-line">
      {versions.map((version) => (
        <li key={version.id} className="px-4 py-3">
          <Version version={version} canReview={canReview} />
        </li>
      ))}
    </ol>
  );
}

function Version({ version, canReview }: { readonly version: VersionView; readonly canReview: boolean }) {
  const t = useTranslations("templates");
  const format = useFormatter();
  const { review } = version;
  const sealed = review?.state === "approved" && review.decidedName && review.decidedAt;
  return (
    <article className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {t("detail.version", { number: version.number })} <VersionStateBadge state={version.state} />
          </h3>
          <p className="text-xs text-muted">
            {t("detail.author")} {version.authorName}
            {version.submittedAt && (
              <>
                {" "}
                · {t("detail.submittedAt")} <ExactInstant at={version.submittedAt} />
              </>
            )}
          </p>
        </div>
        {sealed && <Seal name={review.decidedName ?? ""} at={review.decidedAt as Date} />}
      </div>
      <p className="break-words whitespace-pre-wrap">{version.text}</p>
      {version.elderText !== null && (
        <p className="break-words whitespace-pre-wrap">
          <span className="text-xs text-muted">{t("detail.elderText")}</span> {version.elderText}
        </p>
      )}
      {version.state === "in_review" && (
        <p className="text-sm text-muted">
          {t("detail.waiting")} ·{" "}
          {review?.openedAt
            ? t("detail.openedAt", {
                date: format.dateTime(review.openedAt, { dateStyle: "medium", timeStyle: "short" }),
              })
            : t("detail.notOpened")}
        </p>
      )}
      {review && canReview && (
        <Link href={`/reviews/${review.id}` as Route} className="prose-link self-start text-sm">
          {t("detail.toReview")}
        </Link>
      )}
      {review && review.state === "returned" && (
        <p className="text-sm">
          <span className="font-medium">{t("detail.returnedBy", { name: review.decidedName ?? "–" })}</span>{" "}
          {review.comment}
        </p>
      )}
      {sealed && review.comment && (
        <p className="text-sm text-muted">
          {t("detail.comment")}: {review.comment}
        </p>
      )}
      {version.findings.length > 0 && version.state !== "draft" && (
        <details className="text-sm">
          <summary className="cursor-pointer text-accent">
            {t("detail.findingsOf")} ({version.findings.length})
          </summary>
          <div className="mt-2">
            <FindingList
              findings={version.findings}
              under={(finding, isFirst) =>
                isFirst &&
                version.reasons[reasonKey(finding)] && (
                  <p className="mt-1">
                    {t("findings.authorReason")}: {version.reasons[reasonKey(finding)]}
                  </p>
                )
              }
            />
          </div>
        </details>
      )}
      {version.number > 1 && (
        <Link
          href={`?from=${version.number - 1}&to=${version.number}#compare` as Route}
          scroll={false}
          className="prose-link self-start text-sm"
        >
          {t("detail.compare")}: {version.number - 1} → {version.number}
        </Link>
      )}
    </article>
  );
}
