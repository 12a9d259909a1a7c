import { useTranslations } from "next-intl";
import type { HeldRule } from "@/lib/domain/policy/matrix";
import type { PackCode } from "@/lib/domain/policy/pack";
import { PURPOSES, type Purpose } from "@/lib/domain/shared/vocabulary";
import { formatMinute } from "@/lib/i18n/format";
import type { Change } from "./change-rule";
import { isDay, isMinute, type RuleParam } from "./rule-schema";
import { paramsOf, useRuleWords } from "./rule-words";

/** A parameter as a form holds it. */
export function typed(param: string, value: RuleParam): RuleParam {
  if (isMinute(param)) return typeof value === "number" ? formatMinute(value) : "";
  return isDay(param) ? (value ?? "") : value;
}

/** Whom a rule is for, in words. */
export function useTargetWords() {
  const t = useTranslations("matrix");
  const purposes = useTranslations("purpose");
  return ({ purpose, channel }: { readonly purpose: Purpose | null; readonly channel: string | null }, isOnly = false) => {
    const whose = purpose === null ? t(isOnly ? "allPurposes" : "allOthers") : purposes(purpose);
    return channel === null ? whose : t("byChannel", { purpose: whose, channel: t(`channel.${channel}`) });
  };
}

/** What the form of a rule needs, or null where nothing of it may be changed. */
export function useChange(pack: PackCode) {
  const words = useTranslations("policy");
  const t = useTranslations("matrix");
  const targets = useTargetWords();
  const say = useRuleWords();
  return (held: HeldRule, taken: readonly (Purpose | null)[] = PURPOSES): Change | null => {
    const { rule, purpose, channel, row } = held;
    const params = paramsOf(row);
    const fixed = params.filter(({ bound }) => bound?.fixed === true).map(({ param }) => param);
    if (fixed.length === params.length) return null;
    return {
      pack, rule, purpose, channel, fixed,
      params: Object.fromEntries(params.map(({ param, value }) => [param, typed(param, value)])),
      bounds: Object.fromEntries(params.flatMap(({ param, bound }) => (bound === undefined ? [] : [[param, say.boundOf(param, bound)]]))),
      alsoFor: purpose === null ? PURPOSES.filter((one) => !taken.includes(one)) : [],
      title: t("pair", { name: words(`${rule}.name`), value: targets(held, taken.length === 1) }),
    };
  };
}
