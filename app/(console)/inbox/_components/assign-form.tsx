"use client";

import { UserCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { FormSelect } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { assignInboundSchema } from "@/lib/domain/reply/schema";
import { assignInboundAction } from "../actions";

type Props = {
  readonly inboundId: string;
  readonly assigneeId: string | null;
  readonly myId: string;
  readonly people: readonly { readonly id: string; readonly label: string }[];
};

/** Whom a text is given to: the viewer with one press, anybody else of the branch by name. */
export function AssignForm({ inboundId, assigneeId, myId, people }: Props) {
  const t = useTranslations("inbox.assign");
  const form = useActionForm(assignInboundSchema, assignInboundAction, { defaults: { inboundId, personId: assigneeId }, doneMessage: t("done") });
  return (
    <div className="flex flex-col gap-3">
      <span className="flex flex-wrap gap-1">
        {assigneeId !== myId && people.some(({ id }) => id === myId) && (
          <ActionButton action={assignInboundAction} input={{ inboundId, personId: myId }} variant="secondary" icon={<UserCheck aria-hidden size={16} />} doneMessage={t("done")}>
            {t("me")}
          </ActionButton>
        )}
        {assigneeId !== null && (
          <ActionButton action={assignInboundAction} input={{ inboundId, personId: null }} doneMessage={t("freed")}>
            {t("nobody")}
          </ActionButton>
        )}
      </span>
      <ActionForm form={form} className="flex flex-wrap items-end gap-2">
        <div className="min-w-40 flex-1">
          <FormSelect name="personId" label={t("person")} options={people.map(({ id, label }) => ({ value: id, label }))} />
        </div>
        <SubmitButton variant="secondary">{t("give")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
