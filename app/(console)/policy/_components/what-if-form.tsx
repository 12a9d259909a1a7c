import type { Route } from "next";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { FilterText } from "@/components/layout/filter-text";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import type { HeldRule } from "@/lib/domain/policy/matrix";
import type { PackCode } from "@/lib/domain/policy/pack";
import { isDay, isMinute, type RuleParam, type RuleParams } from "./rule-schema";
import { paramsOf, useRuleWords } from "./rule-words";
import { typed, useTargetWords } from "./use-change";
import { targetKey } from "./what-if-search";

type ChooseProps = { readonly pack: PackCode; readonly targets: readonly HeldRule[]; readonly chosen: string };

/** Which rule is supposed to be another. */
export function ChooseRule({ pack, targets, chosen }: ChooseProps) {
  const t = useTranslations("matrix.whatIfPage");
  const words = useTranslations("policy");
  const pair = useTranslations("matrix");
  const say = useTargetWords();
  return (
    <Form action={"/policy/what-if" as Route} className="flex flex-wrap items-end gap-2">
      <input type="hidden" name="pack" value={pack} />
      <NativeSelect
        name="target"
        label={t("rule")}
        defaultValue={chosen}
        options={targets.map((held) => ({ value: targetKey(held), label: pair("pair", { name: words(`${held.rule}.name`), value: say(held) }) }))}
      />
      <Button type="submit">{t("choose")}</Button>
    </Form>
  );
}

type Props = { readonly pack: PackCode; readonly held: HeldRule; readonly supposed: RuleParams };

/** The parameters of one rule, as they hold and as they are supposed to be. */
export function WhatIfForm({ pack, held, supposed }: Props) {
  const t = useTranslations("matrix.whatIfPage");
  const say = useRuleWords();
  const free = paramsOf(held.row).filter(({ bound }) => bound?.fixed !== true);
  return (
    <Form action={"/policy/what-if" as Route} className="flex flex-col gap-4">
      <input type="hidden" name="ask" value="1" />
      <input type="hidden" name="pack" value={pack} />
      <input type="hidden" name="target" value={targetKey(held)} />
      {free.map(({ param, value, bound }) => (
        <div key={param} className="flex flex-col gap-0.5">
          <Field param={param} current={value} value={supposed[param] ?? null} />
          <p className="text-xs text-muted">
            {t("now", { value: say.valueOf(param, value) })}
            {bound !== undefined && ` · ${say.boundOf(param, bound)}`}
          </p>
        </div>
      ))}
      <div>
        <Button type="submit" variant="primary">
          {t("ask")}
        </Button>
      </div>
    </Form>
  );
}

function Field({ param, current, value }: { readonly param: string; readonly current: RuleParam; readonly value: RuleParam }) {
  const t = useTranslations("matrix");
  const words = useTranslations("policy");
  const name = `p.${param}`;
  const label = words(`param.${param}`);
  const shown = String(typed(param, value) ?? "");
  if (typeof current === "boolean")
    return <NativeSelect name={name} label={label} defaultValue={shown} options={[{ value: "true", label: t("yes") }, { value: "false", label: t("no") }]} />;
  if (param === "missing") return <NativeSelect name={name} label={label} defaultValue={shown} options={(["allow", "withhold"] as const).map((choice) => ({ value: choice, label: words(`choice.${choice}`) }))} />;
  return <FilterText name={name} label={label} type={isDay(param) ? "date" : isMinute(param) ? "text" : "number"} defaultValue={shown} />;
}
