"use client";

import { Archive, Ellipsis, PencilLine, Trash2, Undo2 } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { LinkButton } from "@/components/ui/link-button";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { ActionFailure } from "@/lib/domain/shared/action-result";
import { discardDraftAction, retireTemplateAction, withdrawTemplateAction } from "../actions";

/** What the steps depend on, as plain values. */
export type StepFacts = {
  readonly templateId: string;
  readonly key: string;
  readonly name: string;
  readonly isRetired: boolean;
  readonly draft: { readonly number: number; readonly lockVersion: number; readonly isOwn: boolean } | null;
  readonly inReview: { readonly isOwn: boolean } | null;
};

type Question = "withdraw" | "discard" | "retire";

/** What may be done with a template next; whatever cannot be taken back asks first. */
export function TemplateSteps({ facts }: { readonly facts: StepFacts }) {
  const t = useTranslations("templates");
  const router = useRouter();
  const { ofFailure } = useFailureWords();
  const [question, setQuestion] = useState<Question | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const { templateId, draft, inReview } = facts;
  if (facts.isRetired) return null;

  const act: Record<Question, () => Promise<{ ok: true } | { ok: false; error: ActionFailure }>> = {
    withdraw: () => withdrawTemplateAction({ templateId }),
    discard: () => discardDraftAction({ templateId, lockVersion: draft?.lockVersion ?? 1 }),
    retire: () => retireTemplateAction({ templateId }),
  };
  const done: Record<Question, string> = {
    withdraw: t("detail.withdrawn"),
    discard: t("detail.discarded"),
    retire: t("detail.retired"),
  };
  const confirm = (asked: Question) =>
    startTransition(async () => {
      const result = await act[asked]();
      if (!result.ok) return setFailure(ofFailure(result.error));
      setQuestion(null);
      notify(done[asked]);
      router.refresh();
    });
  const ask = (asked: Question) => {
    setFailure(null);
    setQuestion(asked);
  };

  const items: MenuItem[] = [
    ...(draft
      ? [
          {
            id: "discard",
            label: t("detail.discard"),
            icon: <Trash2 aria-hidden size={16} />,
            onPress: () => ask("discard"),
          },
        ]
      : []),
    ...(inReview
      ? []
      : [
          {
            id: "retire",
            label: t("detail.retire"),
            icon: <Archive aria-hidden size={16} />,
            tone: "danger" as const,
            onPress: () => ask("retire"),
          },
        ]),
  ];
  const texts: Record<Question, { title: string; body: string; label: string }> = {
    withdraw: { title: t("detail.withdrawTitle"), body: t("detail.withdrawText"), label: t("detail.withdraw") },
    discard: {
      title: t("detail.discardTitle", { number: draft?.number ?? 1 }),
      body: `${t("detail.discardText")}${draft?.number === 1 ? ` ${t("detail.discardOnly")}` : ""}`,
      label: t("detail.discard"),
    },
    retire: {
      title: t("detail.retireTitle", { name: facts.name }),
      body: t("detail.retireText", { key: facts.key }),
      label: t("detail.retire"),
    },
  };
  const text = texts[question ?? "withdraw"];
  return (
    <div className="flex flex-wrap gap-2">
      {!inReview && (!draft || draft.isOwn) && (
        <LinkButton
          href={`/templates/${templateId}/edit` as Route}
          variant="primary"
          icon={<PencilLine aria-hidden size={16} />}
        >
          {draft ? t("edit") : t("newVersion")}
        </LinkButton>
      )}
      {inReview?.isOwn && (
        <Button icon={<Undo2 aria-hidden size={16} />} onPress={() => ask("withdraw")}>
          {t("detail.withdraw")}
        </Button>
      )}
      {items.length > 0 && (
        <Menu label={t("detail.more")} icon={<Ellipsis aria-hidden size={16} />} variant="secondary" items={items} />
      )}
      <ConfirmDialog
        isOpen={question !== null}
        onOpenChange={(open) => !open && setQuestion(null)}
        title={text.title}
        confirmLabel={text.label}
        tone={question === "withdraw" ? "primary" : "danger"}
        isPending={isPending}
        onConfirm={() => question && confirm(question)}
      >
        <p>{text.body}</p>
        {failure && (
          <div className="mt-3">
            <Callout tone="danger" role="alert">
              {failure}
            </Callout>
          </div>
        )}
      </ConfirmDialog>
    </div>
  );
}
