"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { ActionForm } from "@/components/form/action-form";
import { FormRadioGroup, FormSelect, FormTextArea } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { framed } from "@/lib/domain/reply/answer";
import { freeAnswerSchema, quickAnswerSchema } from "@/lib/domain/reply/schema";
import { answerFreelyAction, answerQuicklyAction } from "../actions";

export type AnswerChoice = { readonly key: string; readonly name: string; readonly text: string };
export type FrameChoice = AnswerChoice & { readonly most: number };

/** Answers with one of the approved texts. */
export function QuickAnswerForm({ inboundId, choices }: { readonly inboundId: string; readonly choices: readonly AnswerChoice[] }) {
  const t = useTranslations("inbox.answer");
  const form = useActionForm(quickAnswerSchema, answerQuicklyAction, { defaults: { inboundId, template: "" }, doneMessage: t("sent") });
  return (
    <ActionForm form={form} className="flex flex-col gap-3">
      <FormRadioGroup name="template" label={t("quick")} look="cards" options={choices.map(({ key, name, text }) => ({ value: key, label: name, hint: text }))} />
      <div>
        <SubmitButton icon={<Send aria-hidden size={16} />}>{t("sendQuick")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Answers in words of one's own, inside an approved frame. */
export function FreeAnswerForm({ inboundId, frames }: { readonly inboundId: string; readonly frames: readonly FrameChoice[] }) {
  const t = useTranslations("inbox.answer");
  const form = useActionForm(freeAnswerSchema, answerFreelyAction, { defaults: { inboundId, template: frames[0]?.key ?? "", answer: "" }, doneMessage: t("sent") });
  const [template, answer] = useWatch({ control: form.control, name: ["template", "answer"] });
  const frame = frames.find(({ key }) => key === template);
  return (
    <ActionForm form={form} className="flex flex-col gap-3">
      {frames.length > 1 && <FormSelect name="template" label={t("frame")} options={frames.map(({ key, name }) => ({ value: key, label: name }))} />}
      <FormTextArea name="answer" label={t("free")} rows={3} maxLength={frame?.most ?? 200} hint={t("freeHint", { most: frame?.most ?? 0, used: answer.length })} />
      {frame !== undefined && (
        <p className="rounded-md bg-default px-3 py-2 text-sm wrap-anywhere text-default-foreground" aria-live="polite">
          <span className="block text-xs text-muted">{t("preview")}</span>
          {framed(frame.text, answer.trim() === "" ? "……" : answer.trim())}
        </p>
      )}
      <div>
        <SubmitButton variant="secondary" icon={<Send aria-hidden size={16} />}>
          {t("sendFree")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
