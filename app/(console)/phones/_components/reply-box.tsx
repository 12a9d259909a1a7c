"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { ActionForm } from "@/components/form/action-form";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/domain/shared/action-result";
import { replySchema } from "./reply-schema";

type Props = {
  readonly customerId: string;
  readonly action: (input: z.input<typeof replySchema>) => Promise<ActionResult<null>>;
};

/** Writes to the bank from the phone above, as its customer would. */
export function ReplyBox({ customerId, action }: Props) {
  const t = useTranslations("phones");
  const form = useActionForm(replySchema, action, {
    defaults: { customerId, text: "" },
    doneMessage: t("reply.sent"),
    onDone: () => form.reset({ customerId, text: "" }),
  });
  // What customers answer: a refusal, thanks, a refusal in the other common keyword.
  const quickReplies = ["R", t("reply.thanks"), "TD"];
  const send = (text: string) => {
    form.setValue("text", text);
    form.submit();
  };
  return (
    <ActionForm form={form} className="flex flex-col gap-2">
      <div role="group" aria-label={t("reply.quick")} className="flex flex-wrap gap-1">
        {quickReplies.map((text) => (
          <Button key={text} size="sm" onPress={() => send(text)} isDisabled={form.isPending}>
            {text}
          </Button>
        ))}
      </div>
      <FormTextField name="text" label={t("reply.label")} hideLabel placeholder={t("reply.label")} maxLength={670} />
      <SubmitButton icon={<Send aria-hidden size={16} />}>{t("reply.send")}</SubmitButton>
    </ActionForm>
  );
}
