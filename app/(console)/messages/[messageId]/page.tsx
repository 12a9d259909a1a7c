import type { Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { DecisionTrace } from "@/components/message/decision-trace";
import { PhonePreview } from "@/components/message/phone-preview";
import { MessageStateBadge } from "@/components/message/state-badge";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/domain/access/permissions";
import { isUuid } from "@/lib/domain/shared/uuid";
import { requirePermission } from "@/lib/server/auth/session";
import { getMessage } from "@/lib/server/messages/get-message";
import { readWire } from "@/lib/server/messages/wire";
import { MessageCarrier } from "../_components/message-carrier";
import { MessageEvents } from "../_components/message-events";
import { MessageFacts } from "../_components/message-facts";
import { MessageWire } from "../_components/message-wire";
import { ResolveMessage } from "../_components/resolve-message";
import { RevealMessage } from "../_components/reveal-message";
import { resolveMessageAction, revealMessageAction } from "../actions";

export async function generateMetadata() {
  return { title: (await getTranslations("messages"))("view.title") };
}

export default async function MessagePage({ params }: { readonly params: Promise<{ readonly messageId: string }> }) {
  const actor = await requirePermission("message:read");
  const { messageId } = await params;
  const message = isUuid(messageId) ? await getMessage(actor, messageId) : null;
  if (!message) notFound();
  const [t, words, wire] = await Promise.all([getTranslations("messages"), getTranslations("message"), readWire(actor, message.id)]);
  const sender = message.version?.signature.text ?? message.phoneMasked;
  const reason = message.reason !== "" && words.has(`reason.${message.reason}`) ? words(`reason.${message.reason}`) : message.reason;
  return (
    <>
      <PageHeader
        title={t("view.heading", { name: message.customer.nameMasked || t("list.unknown") })}
        badge={<MessageStateBadge state={message.state} />}
        description={reason || undefined}
        breadcrumbs={[{ href: "/messages" as Route, label: t("title") }]}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t("view.trace")} description={t("view.traceLead")}>
            {message.trace.length === 0 ? <p className="text-sm text-muted">{t("view.noTrace")}</p> : <DecisionTrace entries={message.trace} />}
          </Panel>
          <Panel title={t("view.events")}>
            <MessageEvents events={message.events} />
          </Panel>
          <MessageCarrier attempts={message.attempts} receipts={message.receipts} />
          <MessageWire rows={wire} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {message.state === "uncertain" && can(actor, "message:send") && (
            <Panel title={t("resolve.title")}>
              <ResolveMessage messageId={message.id} action={resolveMessageAction} />
            </Panel>
          )}
          <Panel title={t("view.facts")}>
            <MessageFacts message={message} />
          </Panel>
          <Panel title={t("view.text")} description={t("view.textLead")}>
            {message.version && <PhonePreview sender={sender} messages={[{ id: message.id, from: "bank", text: message.version.text }]} isCompact />}
          </Panel>
          {can(actor, "customer:reveal") && (
            <Panel title={t("reveal.title")}>
              <RevealMessage messageId={message.id} sender={sender} action={revealMessageAction} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
