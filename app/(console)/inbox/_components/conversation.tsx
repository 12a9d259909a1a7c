import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { MessageStateBadge } from "@/components/message/state-badge";
import { Instant } from "@/components/ui/instant";
import type { ThreadEntry } from "@/lib/server/inbound/thread";
import { ClassChip } from "./class-chip";

type Props = { readonly entries: readonly ThreadEntry[]; readonly currentId: string; readonly now: Date };

/** What the bank and one phone wrote to each other, oldest first; the bank's texts without the customer's particulars. */
export function Conversation({ entries, currentId, now }: Props) {
  const t = useTranslations("inbox.thread");
  const words = useTranslations("message");
  return (
    <ol className="flex flex-col gap-3">
      {entries.map((entry) => (
        <li key={entry.id} className={`flex max-w-[36rem] flex-col gap-1 ${entry.from === "bank" ? "self-start" : "items-end self-end"}`}>
          <p className="text-xs text-muted">
            {entry.from === "customer" ? t("customer") : entry.answeredBy === null ? t(entry.campaign ? "campaign" : "bank") : t("answeredBy", { name: entry.answeredBy })}
            {" · "}
            <Instant at={entry.at} now={now} />
          </p>
          <p
            aria-current={entry.id === currentId ? "true" : undefined}
            className={`rounded-lg px-3 py-2 leading-relaxed wrap-anywhere whitespace-pre-wrap ${
              entry.from === "bank" ? "rounded-tl-sm bg-default text-default-foreground" : "rounded-tr-sm border border-line bg-accent-soft text-foreground aria-[current=true]:border-accent"
            }`}
          >
            {entry.text}
          </p>
          <p className="flex flex-wrap items-center gap-2 text-xs">
            {entry.from === "customer" ? (
              entry.id === currentId ? (
                <ClassChip replyClass={entry.replyClass} />
              ) : (
                <Link href={`/inbox/${entry.id}` as Route} className="prose-link inline-flex min-h-6 items-center gap-1.5">
                  <ClassChip replyClass={entry.replyClass} />
                  {t("open")}
                </Link>
              )
            ) : (
              <>
                <MessageStateBadge state={entry.state} />
                {entry.reason !== "" && <span className="text-muted">{words.has(`reason.${entry.reason}`) ? words(`reason.${entry.reason}`) : entry.reason}</span>}
                <Link href={`/messages/${entry.id}` as Route} className="prose-link inline-flex min-h-6 items-center">
                  {t("message")}
                </Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
