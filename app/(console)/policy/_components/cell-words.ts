import { useTranslations } from "next-intl";
import type { MatrixRule } from "@/lib/domain/policy/matrix";
import type { RuleRow, RuleRowOf } from "@/lib/domain/policy/pack";
import { formatMinute } from "@/lib/i18n/format";

/** What a cell of the matrix says, line by line; the first is the one to read. */
export function useCellWords(): (row: RuleRow) => readonly string[] {
  const t = useTranslations("matrix.cell");
  const words = useTranslations("policy");
  const channels = useTranslations("matrix.channel");
  const span = (from: number, to: number) => `${formatMinute(from)}–${formatMinute(to)}`;
  const say: { readonly [R in MatrixRule]: (params: RuleRowOf<R>["params"]) => readonly string[] } = {
    consent: ({ basis }) => [words(`basis.${basis}`)],
    quiet_hours: ({ exempt, ownHours, fromMinute, toMinute, breakFromMinute, breakToMinute }) => {
      if (exempt) return [t("anyHour")];
      const pause = breakFromMinute === null || breakToMinute === null ? [] : [t("break", { span: span(breakFromMinute, breakToMinute) })];
      return [span(fromMinute, toMinute), ...pause, ...(ownHours ? [t("ownHours")] : [])];
    },
    frequency_cap: ({ perDay, perWeek, perMonth }) => {
      const caps = [perDay === null ? [] : t("perDay", { count: perDay }), perWeek === null ? [] : t("perWeek", { count: perWeek }), perMonth === null ? [] : t("perMonth", { count: perMonth })].flat();
      return caps.length === 0 ? [t("noCap")] : caps;
    },
    channel_allowed: (params) => [(["sms", "email", "voice"] as const).filter((channel) => params[channel]).map((channel) => channels(channel)).join(t("separator")) || t("noChannel")],
    validity: ({ hours }) => [hours === null ? t("forever") : t("hours", { hours })],
    priority: ({ urgent }) => [t(urgent ? "urgent" : "bulk")],
    approval: ({ always }) => [t(always ? "alwaysApproved" : "approvedBySize")],
    links: ({ allowed, allowedForElderly, elderAge }) => {
      if (!allowed) return [t("noLinks")];
      return allowedForElderly ? [t("links")] : [t("links"), elderAge === 0 ? t("noLinksForElderly") : t("noLinksFrom", { age: elderAge })];
    },
  };
  // Each rule's words take that rule's parameters, which the type of the table cannot say of a row.
  return (row) => (say as unknown as Readonly<Record<string, (params: RuleRow["params"]) => readonly string[]>>)[row.rule]?.(row.params) ?? [];
}
