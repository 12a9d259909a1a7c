"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { changeTermSchema } from "@/lib/domain/retention/schema";
import { MONTHS_CEILING, TERMS, type DatedTable } from "@/lib/domain/retention/terms";
import { DialogButton } from "../../_components/dialog-button";
import { changeTermAction } from "../actions";

type Props = { readonly table: DatedTable; readonly months: number; readonly name: string };

function TermForm({ table, months, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("retention.change");
  const settings = useTranslations("settings");
  const form = useActionForm(changeTermSchema, changeTermAction, { defaults: { table, months }, doneMessage: t("done"), onDone: close });
  return (
    <ActionForm form={form}>
      <FormNumberField name="months" label={t("months")} hint={t("hint", { floor: TERMS[table].floor, ceiling: MONTHS_CEILING })} />
      <SubmitButton>{settings("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Changes for how many months rows of a table are kept. */
export function ChangeTerm(props: Props) {
  const t = useTranslations("retention.change");
  const settings = useTranslations("settings");
  return <DialogButton label={settings("change")} title={t("title", { table: props.name })}>{(close) => <TermForm {...props} close={close} />}</DialogButton>;
}
