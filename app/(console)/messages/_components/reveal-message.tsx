"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { PhonePreview } from "@/components/message/phone-preview";
import type { ActionResult } from "@/lib/domain/shared/action-result";
import { revealMessageSchema } from "./reveal-schema";

type Revealed = { readonly text: string | null; readonly phone: string | null };
type Props = {
  readonly messageId: string;
  readonly sender: string;
  readonly action: (input: z.input<typeof revealMessageSchema>) => Promise<ActionResult<Revealed>>;
};

/** Shows the finished text and the number, once a reason is given; nothing of it is kept after the page is left. */
export function RevealMessage({ messageId, sender, action }: Props) {
  const t = useTranslations("messages.reveal");
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const form = useActionForm(revealMessageSchema, action, { defaults: { messageId, reason: "" }, doneMessage: null, onDone: setRevealed });
  if (revealed === null) {
    return (
      <ActionForm form={form} className="flex flex-col gap-3">
        <p className="text-sm text-muted">{t("lead")}</p>
        <FormTextField name="reason" label={t("reason")} placeholder={t("reasonExample")} maxLength={200} />
        <SubmitButton variant="secondary" icon={<Eye aria-hidden size={16} />}>
          {t("show")}
        </SubmitButton>
      </ActionForm>
    );
  }
  return (
    <div className="flex flex-col gap-3" role="status">
      <p className="text-center tabular-nums">{revealed.phone ?? t("noPhone")}</p>
      {revealed.text === null ? (
        <p className="text-sm text-muted">{t("noText")}</p>
      ) : (
        <PhonePreview sender={sender} messages={[{ id: messageId, from: "bank", text: revealed.text }]} isCompact />
      )}
      <p className="text-xs text-muted">{t("recorded")}</p>
    </div>
  );
}
