import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";
import { Instant } from "@/components/ui/instant";
import { DataTable } from "@/components/ui/table";
import { isHeld, isOverdue } from "@/lib/domain/reply/judge";
import type { InboundRow } from "@/lib/server/inbound/queries";
import { ClassChip, FlagChip } from "./class-chip";
import { ReplyActions } from "./reply-actions";

type Props = {
  readonly label: string;
  readonly rows: readonly InboundRow[];
  readonly campaigns: ReadonlyMap<string, string>;
  readonly now: Date;
  /** Whether the viewer may record refusals. */
  readonly mayJudge: boolean;
};

/** Replies, one a row: what was written, what it was taken for, and whether anybody has dealt with it. */
export function InboundTable({ label, rows, campaigns, now, mayJudge }: Props) {
  const t = useTranslations("inbox");
  const locale = useLocale();
  return (
    <DataTable
      label={label}
      columns={[
        { id: "text", header: t("list.text"), isRowHeader: true },
        { id: "class", header: t("list.class") },
        { id: "customer", header: t("list.customer") },
        { id: "about", header: t("list.about"), hideOnPhone: true },
        { id: "at", header: t("list.at") },
        { id: "handled", header: t("list.handled") },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        cells: {
          text: (
            <Link href={`/inbox/${row.id}` as Route} className="row-link prose-link block max-w-[32rem] font-normal wrap-anywhere whitespace-pre-wrap">
              {row.text}
            </Link>
          ),
          class: (
            <span className="flex flex-col gap-1">
              <ClassChip replyClass={row.replyClass} />
              {row.flag !== null && <FlagChip flag={row.flag} />}
            </span>
          ),
          customer: row.customer ? (
            <>
              <Link href={`/customers/${row.customer.id}` as Route} className="prose-link whitespace-nowrap">
                {row.customer.nameMasked}
              </Link>
              <span className="block text-xs whitespace-nowrap text-muted tabular-nums">{row.customer.phoneMasked}</span>
              <span className="block text-xs text-muted">{locale === "en" ? row.customer.branch.nameEn : row.customer.branch.name}</span>
            </>
          ) : (
            <span className="text-muted">{t("list.unknown")}</span>
          ),
          about: (
            <>
              {row.campaignId !== null && (
                <Link href={`/campaigns/${row.campaignId}` as Route} className="prose-link flex min-h-6 items-center">
                  {campaigns.get(row.campaignId) ?? t("list.campaign")}
                </Link>
              )}
              {row.messageId !== null && (
                <Link href={`/messages/${row.messageId}` as Route} className="prose-link inline-flex min-h-6 items-center text-xs">
                  {t("list.message")}
                </Link>
              )}
              {row.campaignId === null && row.messageId === null && <span className="text-muted">{t("list.nothing")}</span>}
            </>
          ),
          at: <Instant at={row.receivedAt} now={now} />,
          handled: (
            <span className="flex flex-col gap-1">
              {isHeld(row) && row.dueAt !== null && (
                <span className="text-sm whitespace-nowrap">
                  {isOverdue(row, now) ? <Chip tone="danger">{t("due.over")}</Chip> : t("due.by")} <Instant at={row.dueAt} now={now} />
                </span>
              )}
              {row.assigneeName !== null && row.handledAt === null && <span className="text-xs text-muted">{t("assign.to", { name: row.assigneeName })}</span>}
              {row.handledAt !== null ? (
                <span className="text-sm text-muted">
                  {t("handled.at")} <Instant at={row.handledAt} now={now} />
                </span>
              ) : (
                <ReplyActions inboundId={row.id} mayJudge={mayJudge} held={isHeld(row)} replyClass={row.replyClass} isShort />
              )}
            </span>
          ),
        },
      }))}
    />
  );
}
