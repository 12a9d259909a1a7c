"use client";

import { Pencil } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField, FormSelect, FormSwitch, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import type { PackCode } from "@/lib/domain/policy/pack";
import type { RuleId } from "@/lib/domain/policy/rules";
import { PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";
import { FormDay } from "../../settings/_components/form-day";
import { proposeRuleAction } from "../actions";
import { isDay, isMinute, ruleFormSchema, type RuleParam, type RuleParams } from "./rule-schema";

export type Change = {
  readonly pack: PackCode;
  readonly rule: RuleId;
  readonly purpose: Purpose | null;
  readonly channel: Channel | null;
  /** As the form holds them: times of the day as text. */
  readonly params: RuleParams;
  /** Parameters that the law or the bank holds fast: sent along, not shown. */
  readonly fixed: readonly string[];
  /** What each parameter may be set to, in words. */
  readonly bounds: Readonly<Record<string, string>>;
  /** Purposes that the change may be made for instead of all: they have no row of their own. */
  readonly alsoFor: readonly Purpose[];
  /** What it is about, in words. */
  readonly title: string;
};

const BASES = ["explicit", "unless_withdrawn", "exempt"] as const;
const CHOICES = ["allow", "withhold"] as const;

function ParamField({ param, value, bound }: { readonly param: string; readonly value: RuleParam; readonly bound: string | undefined }) {
  const t = useTranslations("matrix.form");
  const words = useTranslations("policy");
  const name = `params.${param}`;
  const label = words(`param.${param}`);
  const hintOf = (general: string) => (bound === undefined || bound === "" ? general : `${general} · ${bound}`);
  if (typeof value === "boolean") return <FormSwitch name={name}>{label}</FormSwitch>;
  if (param === "basis") return <FormSelect name={name} label={label} options={BASES.map((basis) => ({ value: basis, label: words(`basis.${basis}`) }))} />;
  if (param === "missing") return <FormSelect name={name} label={label} options={CHOICES.map((choice) => ({ value: choice, label: words(`choice.${choice}`) }))} />;
  if (isDay(param)) return <FormDay name={name} label={label} />;
  if (isMinute(param)) return <FormTextField name={name} label={label} hint={hintOf(t("timeHint"))} maxLength={5} />;
  return <FormNumberField name={name} label={label} hint={param.startsWith("per") ? hintOf(t("capHint")) : bound} min={0} />;
}

function ChangeForm({ change, close }: { readonly change: Change; readonly close: () => void }) {
  const t = useTranslations("matrix.form");
  const purposes = useTranslations("purpose");
  const { pack, rule, purpose, channel, params, fixed, bounds, alsoFor } = change;
  const form = useActionForm(ruleFormSchema, proposeRuleAction, {
    defaults: { pack, rule, purpose: purpose ?? "all", channel, params: { ...params }, day: "", reason: "" },
    doneMessage: t("proposed"),
    onDone: close,
  });
  const target = new URLSearchParams({ pack, rule, ...(purpose === null ? {} : { purpose }), ...(channel === null ? {} : { channel }) });
  return (
    <ActionForm form={form}>
      {alsoFor.length > 0 && (
        <FormSelect
          name="purpose"
          label={t("for")}
          options={[{ value: "all", label: t("allOthers") }, ...PURPOSES.filter((one) => alsoFor.includes(one)).map((one) => ({ value: one, label: purposes(one) }))]}
        />
      )}
      {Object.entries(params)
        .filter(([param]) => !fixed.includes(param))
        .map(([param, value]) => (
          <ParamField key={param} param={param} value={value} bound={bounds[param]} />
        ))}
      <FormTextField name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={300} isRequired />
      <FormDay name="day" label={t("day")} hint={t("dayHint")} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton>{t("propose")}</SubmitButton>
        <Link className="prose-link text-sm" href={`/policy/what-if?${target}` as Route}>
          {t("whatIf")}
        </Link>
      </div>
    </ActionForm>
  );
}

/** Proposes other parameters for a rule; a second administrator confirms them. */
export function ChangeRule({ change }: { readonly change: Change }) {
  const t = useTranslations("matrix.form");
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="no-print">
      <IconButton label={t("change", { what: change.title })} icon={<Pencil aria-hidden size={14} />} size="sm" onPress={() => setOpen(true)} />
      {isOpen && (
        <Dialog isOpen onOpenChange={setOpen} title={change.title} isDismissable={false}>
          <p className="mb-4 text-sm text-muted">{t("lead")}</p>
          <ChangeForm change={change} close={() => setOpen(false)} />
        </Dialog>
      )}
    </span>
  );
}
