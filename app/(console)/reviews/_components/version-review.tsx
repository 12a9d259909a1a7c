import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { FindingList } from "@/components/template/finding-list";
import { VariableChangeList } from "@/components/template/variable-change-list";
import { WordDiff } from "@/components/template/word-diff";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { reasonKey } from "@/lib/domain/check/finding";
import { isCompatible, variableChanges } from "@/lib/domain/template/changes";
import type { ReviewedVersion } from "@/lib/server/reviews/queries";
import { VersionSamples } from "./version-samples";

type Props = { readonly version: ReviewedVersion; readonly boundHash: string; readonly isOpen: boolean };

/** Everything a reviewer decides on: what changed, what was found and why it stays, what phones will show. */
export function VersionReview({ version, boundHash, isOpen }: Props) {
  const t = useTranslations("reviews.detail");
  const templates = useTranslations("templates");
  const purposes = useTranslations("purpose");
  const { content, before, findings, findingsNow, reasons, isCall, use, asksFor, productRisk } = version;
  const changes = before && variableChanges(before.variables, content.variables);
  const newErrors = isOpen ? findingsNow.filter((one) => one.severity === "error").length : 0;
  return (
    <>
      {isOpen && version.contentHash !== boundHash && <Callout tone="danger">{t("tampered")}</Callout>}
      {newErrors > 0 && <Callout tone="danger">{t("newFinding", { count: newErrors })}</Callout>}
      <Panel
        title={before ? t("changes", { number: before.number }) : t("first")}
        aside={
          <Link href={`/templates/${version.templateId}` as Route} className="prose-link text-sm">
            {t("template")}
          </Link>
        }
      >
        {before ? (
          <WordDiff before={before.text} after={content.text} />
        ) : (
          <p className="leading-7 break-words whitespace-pre-wrap">{content.text}</p>
        )}
        {(content.elderText !== null || before?.elderText) && (
          <div className="mt-4">
            <h3 className="mb-1 text-sm font-medium">{t("elderText")}</h3>
            {before ? (
              <WordDiff before={before.elderText ?? ""} after={content.elderText ?? ""} />
            ) : (
              <p className="leading-7 break-words whitespace-pre-wrap">{content.elderText}</p>
            )}
          </div>
        )}
        <ul className="mt-2 list-disc ps-5 text-sm empty:hidden">
          {isCall && <li>{t("isCall")}</li>}
          {use !== "notice" && <li>{t("use", { use: templates(`use.${use}`) })}</li>}
          {asksFor !== null && <li>{t("asksFor", { purpose: purposes(asksFor) })}</li>}
          {productRisk !== null && <li>{t("productRisk", { risk: templates(`risk.${productRisk as 1}`) })}</li>}
          {before?.elderText && content.elderText === null && <li>{t("elderGone")}</li>}
          {before && before.signature !== content.signature && (
            <li>{t("signatureChange", { before: before.signature, after: content.signature })}</li>
          )}
          {before && before.elderFriendly !== content.elderFriendly && (
            <li>{t(content.elderFriendly ? "elderOn" : "elderOff")}</li>
          )}
        </ul>
        {changes && (
          <div className="mt-4">
            <h3 className="mb-1 text-sm font-medium">{t("variables")}</h3>
            {isCompatible(changes) ? (
              <p className="text-sm text-muted">{t("variablesSame")}</p>
            ) : (
              <div className="flex flex-col gap-3">
                <Callout tone="warning">{t("breaks", { key: version.key })}</Callout>
                <VariableChangeList changes={changes} />
              </div>
            )}
          </div>
        )}
      </Panel>
      <Panel title={t("samples")} description={t("samplesText")}>
        <VersionSamples version={version} />
      </Panel>
      <Panel title={t("findings")}>
        <FindingList
          findings={newErrors > 0 ? findingsNow : findings}
          under={(finding, isFirst) =>
            finding.severity === "warning" &&
            isFirst && (
              <p className="mt-1.5 border-s-2 border-line ps-2.5 text-sm">
                <span className="text-muted">{templates("findings.authorReason")}: </span>
                {reasons[reasonKey(finding)] ?? templates("findings.noReason")}
              </p>
            )
          }
        />
      </Panel>
      <p className="text-xs text-muted">
        {t("hash")} <code title={boundHash}>{boundHash.slice(0, 16)}</code> · {t("hashHint")}
      </p>
    </>
  );
}
