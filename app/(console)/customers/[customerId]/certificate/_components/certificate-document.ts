import type { Certificate } from "@/lib/server/consents/certificate";
import type { PdfBlock, PdfContent } from "@/lib/server/pdf/document";
import type { CertificateWords } from "./certificate-words";

type Block = (certificate: Certificate, words: CertificateWords) => readonly PdfBlock[];

const whose: Block = ({ customer, issuedAt, issuedBy, head, full }, { t, instant, locale }) => [
  {
    kind: "facts",
    rows: [
      [t("customer"), `${customer.name} · ${customer.phone ?? "–"}`], [t("number"), customer.number],
      [t("branch"), `${locale === "en" ? customer.branch.nameEn : customer.branch.name} (${customer.branch.code})`],
      [t("issuedAt"), instant(issuedAt)], [t("issuedBy"), issuedBy], ...(head ? [[t("head"), `#${head.seq} · ${head.hashHex}`] as const] : []),
    ],
  },
  { kind: "text", tone: "muted", text: t(full ? "fullNote" : "maskedNote") },
];

const present: Block = ({ present: words }, { t, channel, purpose, instant, wording }) => [
  { kind: "heading", text: t("present") },
  {
    kind: "table", empty: t("nothing"),
    columns: [{ label: t("purpose"), share: 3 }, { label: t("channel"), share: 2 }, { label: t("state"), share: 2.4 }, { label: t("since"), share: 4 }, { label: t("until"), share: 4 }, { label: t("wording"), share: 3 }],
    rows: words.filter((one) => one.state !== "none").map((one) => [
      purpose(one.purpose), channel(one.channel), t(`stateName.${one.state}`), one.since ? instant(one.since) : "–", one.lapsesAt ? instant(one.lapsesAt) : one.state === "given" ? t("untilWithdrawn") : "–",
      one.wordingVersion === null ? "–" : wording(one.wordingVersion),
    ]),
  },
  { kind: "text", tone: "muted", text: t("presentNote") },
];

const ledger: Block = ({ entries }, { t, channel, purpose, instant, source, wording }) => [
  { kind: "heading", text: t("ledger") },
  {
    kind: "table", empty: t("nothing"),
    columns: [{ label: t("when"), share: 3 }, { label: t("word"), share: 3.6 }, { label: t("how"), share: 4 }, { label: t("wording"), share: 2.6 }, { label: t("recordedBy"), share: 2.6 }, { label: t("audit"), share: 6 }],
    rows: entries.map((entry) => [
      instant(entry.at), `${t(`stateName.${entry.state as "given"}`)} · ${purpose(entry.purpose)} · ${channel(entry.channel)}`,
      entry.evidence === null ? source(entry.source) : `${source(entry.source)} · ${t("evidenceIs", { evidence: entry.evidence })}`, wording(entry.wordingVersion), entry.recordedBy,
      entry.audit ? `#${entry.audit.seq} ${entry.audit.hashHex}` : t("noAudit"),
    ]),
  },
];

const texts: Block = ({ wordings }, { t, purpose, day, duration }) => [
  { kind: "heading", text: t("wordings") },
  ...(wordings.length === 0 ? [{ kind: "text", text: t("noWordings"), tone: "muted" } as const] : []),
  ...wordings.flatMap((one): PdfBlock[] => [
    {
      kind: "facts",
      rows: [
        [t("wording"), `${one.version} · ${purpose(one.purpose)}`], [t("textZh"), one.textZh], [t("textEn"), one.textEn], [t("frequency"), `${one.frequencyZh} / ${one.frequencyEn}`], [t("duration"), duration(one.durationMonths)],
        [t("publishedBy"), `${one.approvedBy ?? "–"} · ${one.publishedAt ? day(one.publishedAt) : "–"}`],
      ],
    },
  ]),
];

const stops: Block = ({ suppressions }, { t, channel, purpose, instant, source }) => [
  { kind: "heading", text: t("suppressions") },
  {
    kind: "table", empty: t("noSuppressions"),
    columns: [{ label: t("when"), share: 3 }, { label: t("stopped"), share: 4 }, { label: t("how"), share: 5 }, { label: t("recordedBy"), share: 3 }, { label: t("lifted"), share: 4 }],
    rows: suppressions.map((one) => [
      instant(one.at), `${channel(one.channel)} · ${purpose(one.purpose)}`, one.evidence === null ? source(one.source) : `${source(one.source)} · ${t("evidenceIs", { evidence: one.evidence })}`, one.recordedBy,
      one.liftedAt === null ? t("stillStopped") : `${instant(one.liftedAt)} · ${one.liftedBy ?? ""}`,
    ]),
  },
];

const checking: Block = (_certificate, { t }) => [{ kind: "heading", text: t("verify") }, { kind: "text", text: t("verifyText") }];

/** The certificate on paper, in the language of the person who issues it; the words agreed to stand in both. */
export function certificateDocument(certificate: Certificate, words: CertificateWords): PdfContent {
  const { t, locale } = words;
  return {
    title: t("title"), subtitle: t("subtitle", { number: certificate.customer.number }), language: locale, author: certificate.bank, createdAt: certificate.issuedAt,
    blocks: [whose, present, ledger, texts, stops, checking].flatMap((block) => block(certificate, words)),
    footer: (page, pages) => t("pageOf", { page, pages }),
  };
}
