import { useTranslations } from "next-intl";
import type { Bound } from "@/lib/domain/policy/pack";
import { formatMinute } from "@/lib/i18n/format";
import { isMinute, type RuleParam } from "./rule-schema";

/** Parameters and their bounds in words, for pages and forms. */
export function useRuleWords() {
  const t = useTranslations("settings.rules");
  const words = useTranslations("policy");
  const number = (param: string, value: number) => (isMinute(param) ? formatMinute(value) : String(value));
  return {
    nameOf: (param: string) => (words.has(`param.${param}`) ? words(`param.${param}`) : param),
    valueOf: (param: string, value: RuleParam): string => {
      if (value === null) return t(isMinute(param) ? "off" : "noLimit");
      if (typeof value === "boolean") return t(value ? "on" : "off");
      if (typeof value === "number") return number(param, value);
      return words.has(`basis.${value}`) ? words(`basis.${value}`) : value;
    },
    boundOf: (param: string, { floor, ceiling, fixed }: Bound): string => {
      if (fixed === true) return t("fixed");
      if (floor !== undefined && ceiling !== undefined) return t("between", { floor: number(param, floor), ceiling: number(param, ceiling) });
      if (floor !== undefined) return t("atLeast", { floor: number(param, floor) });
      return ceiling === undefined ? t("free") : t("atMost", { ceiling: number(param, ceiling) });
    },
  };
}
