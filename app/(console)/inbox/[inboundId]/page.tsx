import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { ExactInstant, Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { can, grant } from "@/lib/domain/access/permissions";
import { isOverdue } from "@/lib/domain/reply/judge";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { now } from "@/lib/server/clock";
import { listAnswerFrames, listQuickReplies } from "@/lib/server/inbound/answer-templates";
import { getThread, listAssignees } from "@/lib/server/inbound/thread";
import { AnswerPanel } from "../_components/answer-panel";
import { AssignForm } from "../_components/assign-form";
import { ClassChip, FlagChip } from "../_components/class-chip";
import { Conversation } from "../_components/conversation";
import { Reading } from "../_components/reading";
import { ReplyActions } from "../_components/reply-actions";
import { clearFlagAction } from "../actions";

export async function generateMetadata() {
  return { title: (await getTranslations("inbox"))("thread.title") };
}

export default async function ThreadPage({ params }: { readonly params: Promise<{ readonly inboundId: string }> }) {
  const actor = await requirePermission("inbox:read");
  const { inboundId } = await params;
  const thread = isUuid(inboundId) ? await getThread(actor, inboundId) : null;
  if (!thread) notFound();
  const answerer = grant(actor, "inbox:answer");
  const [t, locale, quick, frames, people] = await Promise.all([
    getTranslations("inbox"),
    getLocale(),
    answerer ? listQuickReplies(answerer) : [],
    answerer ? listAnswerFrames(answerer) : [],
    answerer ? listAssignees(answerer, thread.branchPath) : [],
  ]);
  const at = now();
  const { customer, flag } = thread;
  const isFlagged = flag !== null && thread.flagClearedAt === null;
  const branchOf = (branch: { readonly name: string; readonly nameEn: string }) => (locale === "en" ? branch.nameEn : branch.name);
  return (
    <>
      <PageHeader
        title={t("thread.heading", { name: customer?.nameMasked ?? thread.phoneMasked })}
        badge={
          <span className="flex flex-wrap gap-1.5">
            <ClassChip replyClass={thread.replyClass} />
            {isFlagged && <FlagChip flag={flag} />}
          </span>
        }
        breadcrumbs={[{ href: "/inbox" as Route, label: t("title") }]}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {thread.held && thread.dueAt !== null && (
            <Callout tone={isOverdue(thread, at) ? "danger" : "warning"} title={t(isOverdue(thread, at) ? "held.overTitle" : "held.title")} action={<ReplyActions inboundId={thread.id} mayJudge={can(actor, "customer:write")} held replyClass={thread.replyClass} />}>
              {t("held.text")} {t(isOverdue(thread, at) ? "due.was" : "due.by")} <Instant at={thread.dueAt} now={at} />
            </Callout>
          )}
          <Panel title={t("thread.conversation")} description={t("thread.lead")}>
            <Conversation entries={thread.entries} currentId={thread.id} now={at} />
          </Panel>
          {answerer && <AnswerPanel thread={thread} nameMasked={customer?.nameMasked ?? ""} quick={quick} frames={frames} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {!thread.held && thread.handledAt === null && (
            <Panel title={t("thread.actions")}>
              <ReplyActions inboundId={thread.id} mayJudge={can(actor, "customer:write")} held={false} replyClass={thread.replyClass} />
            </Panel>
          )}
          {isFlagged && (
            <Panel title={t("flag.title")} description={t(`flag.${flag}Lead`)}>
              {can(actor, "inbox:clear_flag") ? (
                <ActionButton
                  action={clearFlagAction}
                  input={{ inboundId: thread.id }}
                  variant="secondary"
                  doneMessage={t("flag.cleared")}
                  confirm={{ title: t("flag.clearTitle"), text: t("flag.clearText"), label: t("flag.clear") }}
                >
                  {t("flag.clear")}
                </ActionButton>
              ) : (
                <p className="text-sm text-muted">{t("flag.waits")}</p>
              )}
            </Panel>
          )}
          <Panel title={t("reading.title")}>
            <Reading replyClass={thread.replyClass} score={thread.score} because={thread.because} />
          </Panel>
          <Panel title={t("thread.facts")}>
            <DefinitionList
              items={[
                {
                  term: t("list.customer"),
                  value: customer ? (
                    <Link href={`/customers/${customer.id}` as Route} className="prose-link">
                      {customer.nameMasked}
                    </Link>
                  ) : (
                    t("list.unknown")
                  ),
                },
                { term: t("thread.phone"), value: <span className="tabular-nums">{thread.phoneMasked}</span> },
                ...(customer ? [{ term: t("thread.branch"), value: branchOf(customer.branch) }] : []),
                { term: t("list.at"), value: <ExactInstant at={thread.receivedAt} /> },
                ...(thread.messageId === null
                  ? []
                  : [{ term: t("list.about"), value: <Link href={`/messages/${thread.messageId}` as Route} className="prose-link">{t("list.message")}</Link> }]),
                { term: t("thread.assignee"), value: thread.assigneeName ?? t("assign.none") },
                ...(thread.handledAt === null
                  ? []
                  : [{ term: t("handled.at"), value: <><ExactInstant at={thread.handledAt} /> {thread.handledBy?.startsWith("system:") === false && thread.handledBy}</> }]),
              ]}
            />
          </Panel>
          {answerer && thread.handledAt === null && (
            <Panel title={t("assign.title")}>
              <AssignForm
                key={thread.assigneeId ?? ""}
                inboundId={thread.id}
                assigneeId={thread.assigneeId}
                myId={actor.id}
                people={people.map(({ id, name, branch }) => ({ id, label: `${name} · ${branchOf(branch)}` }))}
              />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
