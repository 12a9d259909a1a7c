import { Ban, ChevronRight, CornerDownLeft, MessageSquareText, Signature, type LucideIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DecisionTrace } from "@/components/message/decision-trace";
import { MessageStateBadge } from "@/components/message/state-badge";
import { Chip } from "@/components/ui/chip";
import { ExactInstant } from "@/components/ui/instant";
import { isUuid } from "@/lib/domain/shared/uuid";
import { wordOr } from "@/lib/i18n/word-or";
import type { TimelineEntry } from "@/lib/server/customers/timeline";

const ICONS: Readonly<Record<TimelineEntry["kind"], LucideIcon>> = { message: MessageSquareText, consent: Signature, reply: CornerDownLeft, suppression: Ban };

// What entries name that were made without words of the bank's own.
const NO_WORDS: readonly string[] = ["none", "reply", "import"];

type Of<K extends TimelineEntry["kind"]> = Extract<TimelineEntry, { kind: K }>;

/** Addresses of the page with the decision of one message unfolded, and with none. */
type Hrefs = { readonly unfold: (messageId: string) => Route; readonly fold: Route };

/**
 * Why a message went or did not. A decision is twenty-five sentences: all of a page's cost the server more than the rest of
 * the page, so one is fetched and written when it is asked for. A link, so that it works without scripts.
 */
function Why({ entry: { message, trace }, hrefs }: { readonly entry: Of<"message">; readonly hrefs: Hrefs }) {
  const t = useTranslations("customers");
  const isOpen = trace !== null;
  return (
    <>
      <Link href={isOpen ? hrefs.fold : hrefs.unfold(message.id)} scroll={false} prefetch={false} aria-expanded={isOpen} className="inline-flex min-h-9 items-center gap-1.5 rounded-md text-sm text-muted">
        <ChevronRight aria-hidden size={16} className={isOpen ? "rotate-90" : ""} />
        {t("why")}
      </Link>
      {isOpen && <div className="ps-5.5 pb-2">{trace.length > 0 ? <DecisionTrace entries={trace} /> : <p className="text-sm text-muted">{t("noDecision")}</p>}</div>}
    </>
  );
}

function MessageEntry({ entry, hrefs }: { readonly entry: Of<"message">; readonly hrefs: Hrefs }) {
  const reason = useTranslations("message.reason");
  const purpose = useTranslations("purpose");
  const { message } = entry;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={`/messages/${message.id}` as Route} className="prose-link inline-flex min-h-6 items-center font-medium">{message.template.name}</Link>
        <MessageStateBadge state={message.state} />
        <span className="text-xs text-muted">{purpose(message.purpose as "loan")}{message.reason !== "" && reason.has(message.reason as "consent") && ` · ${reason(message.reason as "consent")}`}</span>
      </p>
      <Why entry={entry} hrefs={hrefs} />
    </>
  );
}

function ConsentEntry({ entry: { consent } }: { readonly entry: Of<"consent"> }) {
  const t = useTranslations("customers");
  const purpose = useTranslations("purpose");
  const isGiven = consent.state === "given";
  const values = { purpose: purpose(consent.purpose as "loan"), channel: t(`channelName.${consent.channel as "sms"}`) };
  // "reply:TD" is a reply with another word than the one our texts ask for.
  const kind = consent.source.split(":")[0] as "branch";
  const source = wordOr(t, `sourceName.${kind}`, consent.source);
  // What a reply or an old import proves is the text or file itself: its id tells a reader nothing.
  const evidence = consent.evidence !== null && !isUuid(consent.evidence) ? ` · ${t("evidenceIs", { evidence: consent.evidence })}` : "";
  const wording = NO_WORDS.includes(consent.wordingVersion) ? "" : ` · ${t("wordingIs", { version: consent.wordingVersion })}`;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className={isGiven ? "font-medium" : "font-medium line-through decoration-danger"}>{t("consentTo", values)}</span>
      <Chip tone={isGiven ? "success" : "danger"}>{t(isGiven ? "given" : "withdrawn")}</Chip>
      <span className="text-xs text-muted">{source}{wording}{evidence}</span>
    </p>
  );
}

function Body({ entry, hrefs }: { readonly entry: TimelineEntry; readonly hrefs: Hrefs }): ReactNode {
  const t = useTranslations("customers");
  const inbox = useTranslations("inbox");
  const purpose = useTranslations("purpose");
  switch (entry.kind) {
    case "message": return <MessageEntry entry={entry} hrefs={hrefs} />;
    case "consent": return <ConsentEntry entry={entry} />;
    case "reply":
      return (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="wrap-anywhere">{t("replied", { text: entry.text })}</span>
          <Chip tone={entry.replyClass === "refuse" ? "danger" : "neutral"}>{inbox.has(`class.${entry.replyClass}` as "class.refuse") ? inbox(`class.${entry.replyClass}` as "class.refuse") : entry.replyClass}</Chip>
        </p>
      );
    case "suppression": {
      const { suppression } = entry;
      return <p>{t("stopped", { channel: t(`channelName.${suppression.channel as "sms"}`), purpose: suppression.purpose === null ? t("everything") : purpose(suppression.purpose as "loan") })}</p>;
    }
  }
}

/** Everything between the bank and one customer on one line of time, newest first. */
export function Timeline({ entries, hrefs }: { readonly entries: readonly TimelineEntry[]; readonly hrefs: Hrefs }) {
  const t = useTranslations("customers");
  return (
    <ol aria-label={t("timeline")} className="flex flex-col divide-y divide-line">
      {entries.map((entry) => {
        const Icon = ICONS[entry.kind];
        return (
          <li key={`${entry.kind}-${entry.id}`} className="flex flex-wrap gap-x-3 gap-y-1 px-4 py-2.5 sm:flex-nowrap">
            <Icon aria-hidden size={16} className="mt-1 shrink-0 text-muted" />
            <span className="w-40 shrink-0 pt-0.5 text-sm text-muted tabular-nums"><ExactInstant at={entry.at} /></span>
            <div className="min-w-0 flex-1 basis-64"><Body entry={entry} hrefs={hrefs} /></div>
          </li>
        );
      })}
    </ol>
  );
}
