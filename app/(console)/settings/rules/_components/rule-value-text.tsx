import { useTranslations } from "next-intl";
import type { RuleParam } from "./rule-schema";
import { useRuleWords } from "./rule-words";

/** The parameters of a stored value on one line. */
export function RuleValueText({ params }: { readonly params: unknown }) {
  const t = useTranslations("settings");
  const say = useRuleWords();
  if (typeof params !== "object" || params === null) return null;
  const entries = Object.entries(params) as [string, RuleParam][];
  return <span className="text-sm">{entries.map(([param, value]) => `${say.nameOf(param)} ${say.valueOf(param, value)}`).join(t("listSeparator"))}</span>;
}
