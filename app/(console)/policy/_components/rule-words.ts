import { useTranslations } from "next-intl";
import type { Bound, RuleRow } from "@/lib/domain/policy/pack";
import { formatMinute } from "@/lib/i18n/format";
import { isMinute, type RuleParam } from "./rule-schema";

/** A row's parameters with how far each may be edited. */
export function paramsOf(row: Pick<RuleRow, "params" | "bounds">): { readonly param: string; readonly value: RuleParam; readonly bound: Bound | undefined }[] {
  const bounds = row.bounds as Readonly<Record<string, Bound | undefined>>;
  return Object.entries(row.params as Readonly<Record<string, RuleParam>>).map(([param, value]) => ({ param, value, bound: bounds[param] }));
}

/** Parameters and their bounds in words, for pages and forms. */
export function useRuleWords() {
  const t = useTranslations("matrix");
  const words = useTranslations("policy");
  const number = (param: string, value: number) => (isMinute(param) ? formatMinute(value) : String(value));
  const nameOf = (param: string) => (words.has(`param.${param}`) ? words(`param.${param}`) : param);
  const valueOf = (param: string, value: RuleParam): string => {
    if (value === null) return t(param.startsWith("per") ? "noLimit" : "none");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return number(param, value);
    if (words.has(`basis.${value}`)) return words(`basis.${value}`);
    return words.has(`choice.${value}`) ? words(`choice.${value}`) : value;
  };
  const boundOf = (param: string, { floor, ceiling, fixed }: Bound): string => {
    if (fixed === true) return t("fixed");
    if (floor !== undefined && ceiling !== undefined) return t("between", { floor: number(param, floor), ceiling: number(param, ceiling) });
    if (floor !== undefined) return t("atLeast", { floor: number(param, floor) });
    return ceiling === undefined ? "" : t("atMost", { ceiling: number(param, ceiling) });
  };
  return {
    nameOf,
    valueOf,
    boundOf,
    /** The parameters on one line, without those that say nothing. */
    lineOf: (params: unknown): string => {
      const given = (params ?? {}) as Readonly<Record<string, RuleParam>>;
      if (given.exempt === true) return t("notApplied");
      const caps = Object.keys(given).filter((param) => param.startsWith("per"));
      if (caps.length > 0 && caps.every((param) => given[param] === null)) return t("noLimit");
      return Object.entries(given)
        .filter(([param, value]) => param !== "exempt" && (value !== null || !/^(?:per|break)/.test(param)))
        .map(([param, value]) => t("pair", { name: nameOf(param), value: valueOf(param, value) }))
        .join(t("separator"));
    },
    /** How far a row may be edited, in few words: "fixed", what bounds there are, or free. */
    limitsOf: (row: Pick<RuleRow, "params" | "bounds">): string => {
      const params = paramsOf(row);
      if (params.length === 0 || params.every(({ bound }) => bound?.fixed === true)) return t("fixed");
      const limits = params.flatMap(({ param, bound }) => (bound === undefined || bound.fixed === true ? [] : [{ name: nameOf(param), limit: boundOf(param, bound) }]));
      if (limits.length === 0) return t("free");
      // A window whose two ends have the same bounds is bounded once.
      if (new Set(limits.map(({ limit }) => limit)).size === 1 && limits[0]) return limits[0].limit;
      return limits.map(({ name, limit }) => t("pair", { name, value: limit })).join(t("separator"));
    },
  };
}
