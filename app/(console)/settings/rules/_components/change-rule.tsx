"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField, FormSelect, FormSwitch, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import type { RuleId } from "@/lib/domain/policy/rules";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { DialogButton } from "../../_components/dialog-button";
import { FormDay } from "../../_components/form-day";
import { changeRuleAction } from "../actions";
import { isMinute, ruleFormSchema, type RuleParam } from "./rule-schema";

type Props = {
  readonly rule: RuleId;
  readonly purpose: Purpose | null;
  /** As the form holds them: times of the day as text. */
  readonly params: Readonly<Record<string, RuleParam>>;
  /** Parameters that the law or the bank holds fast: sent along, not shown. */
  readonly fixed: readonly string[];
  /** What each parameter may be set to, in words. */
  readonly bounds: Readonly<Record<string, string>>;
};

const BASES = ["explicit", "unless_withdrawn", "exempt"] as const;

function ParamField({ param, value, bound }: { readonly param: string; readonly value: RuleParam; readonly bound: string | undefined }) {
  const t = useTranslations("settings.rules");
  const words = useTranslations("policy");
  const name = `params.${param}`;
  const label = words(`param.${param}`);
  const hintOf = (general: string) => (bound === undefined ? general : `${general} · ${bound}`);
  if (typeof value === "boolean") return <FormSwitch name={name}>{label}</FormSwitch>;
  if (param === "basis") return <FormSelect name={name} label={label} options={BASES.map((basis) => ({ value: basis, label: words(`basis.${basis}`) }))} />;
  if (isMinute(param)) return <FormTextField name={name} label={label} hint={hintOf(t("timeHint"))} maxLength={5} />;
  return <FormNumberField name={name} label={label} hint={param.startsWith("per") ? hintOf(t("capHint")) : bound} min={0} />;
}

function ChangeForm({ rule, purpose, params, fixed, bounds, close }: Props & { readonly close: () => void }) {
  const t = useTranslations("settings");
  const form = useActionForm(ruleFormSchema, changeRuleAction, {
    defaults: { rule, purpose, params: { ...params }, day: "", reason: "" },
    doneMessage: t("rules.changed"),
    onDone: close,
  });
  return (
    <ActionForm form={form}>
      {Object.entries(params)
        .filter(([param]) => !fixed.includes(param))
        .map(([param, value]) => (
          <ParamField key={param} param={param} value={value} bound={bounds[param]} />
        ))}
      <FormTextField name="reason" label={t("rules.reason")} maxLength={300} />
      <FormDay name="day" label={t("rules.day")} hint={t("rules.dayHint")} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Changes a rule's parameters from now, or from a day, on. */
export function ChangeRule(props: Props) {
  const t = useTranslations("settings");
  const words = useTranslations("policy");
  const purposes = useTranslations("purpose");
  const purpose = props.purpose === null ? t("rules.allPurposes") : purposes(props.purpose);
  return (
    <DialogButton label={t("change")} title={t("rules.changeTitle", { rule: words(`${props.rule}.name`), purpose })}>
      {(close) => <ChangeForm {...props} close={close} />}
    </DialogButton>
  );
}
