import { Chip } from "@/components/ui/chip";
import { DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { DataTable } from "@/components/ui/table";
import type { Certificate } from "@/lib/server/consents/certificate";
import type { CertificateWords } from "./certificate-words";

type Props = { readonly certificate: Certificate; readonly words: CertificateWords };

/** Every word of the customer, oldest first, with the audit entry that proves it. */
export function LedgerTable({ certificate, words: { t, instant, channel, purpose, source, wording } }: Props) {
  return (
    <DataTable
      label={t("ledger")}
      columns={[
        { id: "at", header: t("when"), isRowHeader: true }, { id: "word", header: t("word") }, { id: "how", header: t("how"), hideOnPhone: true },
        { id: "wording", header: t("wording"), hideOnPhone: true }, { id: "by", header: t("recordedBy"), hideOnPhone: true }, { id: "audit", header: t("audit"), hideOnPhone: true },
      ]}
      rows={certificate.entries.map((entry) => ({
        id: entry.id,
        cells: {
          at: <span className="whitespace-nowrap tabular-nums">{instant(entry.at)}</span>,
          word: <span className="flex flex-wrap items-center gap-x-2 gap-y-1"><Chip tone={entry.state === "given" ? "success" : "danger"}>{t(`stateName.${entry.state as "given"}`)}</Chip>{purpose(entry.purpose)} · {channel(entry.channel)}</span>,
          how: <>{source(entry.source)}{entry.evidence !== null && <span className="block text-xs text-muted wrap-anywhere">{t("evidenceIs", { evidence: entry.evidence })}</span>}</>,
          wording: wording(entry.wordingVersion), by: entry.recordedBy,
          audit: entry.audit ? <span className="font-mono text-xs" title={entry.audit.hashHex}>#{entry.audit.seq} {entry.audit.hashHex.slice(0, 16)}…</span> : <span className="text-xs text-muted">{t("noAudit")}</span>,
        },
      }))}
      empty={<EmptyState title={t("nothing")} />}
    />
  );
}

/** What stopped the customer's phone and address, and what lifted it. */
export function SuppressionTable({ certificate, words: { t, instant, channel, purpose, source } }: Props) {
  return (
    <DataTable
      label={t("suppressions")}
      columns={[
        { id: "at", header: t("when"), isRowHeader: true }, { id: "what", header: t("stopped") }, { id: "how", header: t("how"), hideOnPhone: true }, { id: "by", header: t("recordedBy"), hideOnPhone: true }, { id: "lifted", header: t("lifted") },
      ]}
      rows={certificate.suppressions.map((one) => ({
        id: one.id,
        cells: {
          at: <span className="whitespace-nowrap tabular-nums">{instant(one.at)}</span>, what: `${channel(one.channel)} · ${purpose(one.purpose)}`,
          how: <>{source(one.source)}{one.evidence !== null && <span className="block text-xs text-muted wrap-anywhere">{t("evidenceIs", { evidence: one.evidence })}</span>}</>, by: one.recordedBy,
          lifted: one.liftedAt === null ? <Chip tone="danger">{t("stillStopped")}</Chip> : `${instant(one.liftedAt)} · ${one.liftedBy ?? ""}`,
        },
      }))}
      empty={<p className="p-4 text-muted">{t("noSuppressions")}</p>}
    />
  );
}

/** The words agreed to, in full and in both languages. */
export function CitedWordings({ certificate, words: { t, purpose, day, duration } }: Props) {
  if (certificate.wordings.length === 0) return <p className="text-muted">{t("noWordings")}</p>;
  return (
    <div className="flex flex-col gap-6">
      {certificate.wordings.map((one) => (
        <DefinitionList
          key={one.version}
          items={[
            { term: t("wording"), value: <strong>{one.version} · {purpose(one.purpose)}</strong> }, { term: t("textZh"), value: <span lang="zh-CN" className="whitespace-pre-line">{one.textZh}</span> },
            { term: t("textEn"), value: <span lang="en" className="whitespace-pre-line">{one.textEn}</span> }, { term: t("frequency"), value: `${one.frequencyZh} / ${one.frequencyEn}` }, { term: t("duration"), value: duration(one.durationMonths) },
            { term: t("publishedBy"), value: `${one.approvedBy ?? "–"} · ${one.publishedAt ? day(one.publishedAt) : "–"}` },
          ]}
        />
      ))}
    </div>
  );
}
