import { useTranslations } from "next-intl";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { wordOr } from "@/lib/i18n/word-or";
import type { MessageView } from "@/lib/server/messages/get-message";

type Props = Pick<MessageView, "attempts" | "receipts">;

/** What was handed to the carrier and what it reported, with its own numbers and codes. */
export function MessageCarrier({ attempts, receipts }: Props) {
  const t = useTranslations("messages");
  const isCall = receipts.some((one) => one.heardSeconds !== null);
  return (
    <>
      <Panel title={t("attempts.title")} flush>
        <DataTable
          label={t("attempts.title")}
          empty={<p className="p-4 text-sm text-muted">{t("attempts.none")}</p>}
          columns={[
            { id: "ordinal", header: t("attempts.ordinal"), isNumber: true },
            { id: "started", header: t("attempts.started") },
            { id: "answered", header: t("attempts.answered") },
            { id: "outcome", header: t("attempts.outcome"), className: "whitespace-nowrap" },
            { id: "code", header: t("attempts.code") },
            { id: "number", header: t("attempts.number"), hideOnPhone: true },
          ]}
          rows={attempts.map((one) => ({
            id: String(one.ordinal),
            cells: {
              ordinal: one.ordinal,
              started: <ExactInstant at={one.startedAt} withSeconds />,
              answered: one.answeredAt ? <ExactInstant at={one.answeredAt} withSeconds /> : t("attempts.unanswered"),
              outcome: wordOr(t, `outcome.${one.outcome}`, one.outcome),
              code: one.code ? <code>{one.code}</code> : null,
              number: one.providerMessageId ? <code className="text-xs">{one.providerMessageId}</code> : null,
            },
          }))}
        />
      </Panel>
      <Panel title={t("receipts.title")} flush>
        <DataTable
          label={t("receipts.title")}
          empty={<p className="p-4 text-sm text-muted">{t("receipts.none")}</p>}
          columns={[
            { id: "state", header: t("receipts.state") },
            { id: "code", header: t("receipts.code") },
            ...(isCall ? [{ id: "heard", header: t("receipts.heard"), isNumber: true }] : []),
            { id: "at", header: t("receipts.at") },
            { id: "received", header: t("receipts.received"), hideOnPhone: true },
          ]}
          rows={receipts.map((one, index) => ({
            id: String(index),
            cells: {
              state: wordOr(t, `receipt.${one.state}`, one.state),
              code: one.code ? <code>{one.code}</code> : null,
              heard: one.heardSeconds === null ? null : t("receipts.seconds", { seconds: one.heardSeconds }),
              at: <ExactInstant at={one.at} withSeconds />,
              received: <ExactInstant at={one.receivedAt} withSeconds />,
            },
          }))}
        />
      </Panel>
    </>
  );
}
