import { Ban, Check, Clock } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { PhonePreview } from "@/components/message/phone-preview";
import { Callout, type Tone } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { citedBy } from "@/lib/domain/policy/cited";
import type { Evidence } from "@/lib/domain/policy/facts";
import { traceWords } from "@/lib/domain/policy/words";
import { formatInstant } from "@/lib/i18n/format";
import { BANK_ZONE_DEFAULT } from "@/lib/i18n/locale";
import type { Tried } from "@/lib/server/decisions/try-decision";

const TONE: Readonly<Record<Tried["decision"]["outcome"], Tone>> = { send: "success", wait: "warning", withhold: "danger" };
const LOOK = { pass: [Check, "text-success"], wait: [Clock, "text-warning"], withhold: [Ban, "text-danger"] } as const;

/** The decision, what would be sent, and every rule that was asked with what it saw and what it rests on. */
export function TryAnswer({ tried }: { readonly tried: Tried }) {
  const t = useTranslations("matrix.try");
  const words = useTranslations("policy");
  const purposes = useTranslations("purpose");
  const channels = useTranslations("settings.channel");
  const locale = useLocale();
  const zone = useTimeZone() ?? BANK_ZONE_DEFAULT;
  const { decision, pack, customer, text, isElderText, purpose, channel, at } = tried;
  const told = (instant: Date) => formatInstant(instant, locale, zone);
  const about = { purpose: purposes(purpose), channel: channels(channel), at: told(at) };
  const rule = decision.outcome === "send" ? "" : words(`${decision.rule}.name`);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Callout tone={TONE[decision.outcome]} role="status" title={t(`answer.${decision.outcome}`, { rule, until: decision.outcome === "wait" ? told(decision.until) : "" })}>
        <p>{t("about", about)}</p>
        {customer !== null && (
          <p>
            <Link className="prose-link" href={`/customers/${customer.id}` as Route}>
              {t("who", { name: customer.nameMasked, number: customer.number })}
            </Link>{" "}
            <span className="text-muted">{customer.phoneMasked}</span>
          </p>
        )}
      </Callout>
      {text !== null && (
        <Panel title={t("sent")} description={t(isElderText ? "sentElder" : "sentSample")}>
          <PhonePreview sender={t("sender")} messages={[{ id: "sample", from: "bank", text }]} isCompact />
        </Panel>
      )}
      <Panel title={t("trace")} description={t("traceLead", { count: decision.trace.length })} flush>
        <DataTable
          label={t("trace")}
          columns={[
            { id: "rule", header: t("rule"), isRowHeader: true },
            { id: "said", header: t("said") },
            { id: "seen", header: t("seen"), hideOnPhone: true },
            { id: "basis", header: t("basis"), hideOnPhone: true },
          ]}
          rows={decision.trace.map((entry) => {
            const [Icon, colour] = LOOK[entry.outcome];
            const said = traceWords(entry, (iso) => told(new Date(iso)));
            const { instrument, article } = citedBy(pack, entry.row);
            return {
              id: entry.rule,
              cells: {
                rule: (
                  <span className="flex items-center gap-1.5">
                    <Icon aria-hidden size={16} className={`shrink-0 ${colour}`} />
                    <span className="sr-only">{words(`outcome.${entry.outcome}`)}</span>
                    {words(`${entry.rule}.name`)}
                  </span>
                ),
                said: <span className={entry.outcome === "pass" ? "" : "font-medium"}>{words(said.key, said.values)}</span>,
                seen: <Seen evidence={entry.evidence} />,
                basis: (
                  <span className="text-xs">
                    {words(`instrument.${instrument}`)}
                    {article !== null && ` ${words("article", { article })}`}
                  </span>
                ),
              },
            };
          })}
        />
      </Panel>
    </div>
  );
}

/** What the rule saw, as the API hands it out: for those who compare. */
function Seen({ evidence }: { readonly evidence: Evidence }) {
  const entries = Object.entries(evidence).filter(([, value]) => value !== null && value !== "");
  return <code className="text-xs break-words text-muted">{entries.map(([name, value]) => `${name}=${String(value)}`).join(" ")}</code>;
}
