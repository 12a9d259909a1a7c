import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { ExactInstant } from "@/components/ui/instant";
import type { PreferenceField } from "@/lib/domain/customer/preference-changes";
import { formatMinute } from "@/lib/i18n/format";
import { wordOr } from "@/lib/i18n/word-or";
import type { PreferenceChange } from "@/lib/server/preferences/queries";

type Field = PreferenceChange["fields"][number];

function useValueWords() {
  const t = useTranslations("preferences");
  const value = (field: PreferenceField, said: Field["before"]): string => {
    if (typeof said === "boolean") return t(said ? "console.value.yes" : "console.value.no");
    if (typeof said === "number") return field === "smallAmountYuan" ? t("console.value.yuan", { yuan: said }) : String(said);
    if (said === null) return t(field.startsWith("channels.") ? "console.value.unsaid" : "console.value.none");
    if (Array.isArray(said)) {
      if (field === "quietHours") return said.map((minute) => formatMinute(Number(minute))).join("–");
      return said.length === 0 ? t("console.value.nothing") : said.map((channel) => t(`channel.${String(channel) as "sms"}`)).join(" → ");
    }
    if (field === "language") return wordOr(t, `languageName.${String(said)}`, String(said));
    return wordOr(t, `console.value.${String(said)}`, String(said));
  };
  const name = (field: PreferenceField): string =>
    field.startsWith("channels.") ? t("console.field.channels", { purpose: t(`purpose.${field.slice("channels.".length) as "loan"}`) }) : t(`console.field.${field as "language"}`);
  return { value, name };
}

/** Who changed what when, newest first: each field before and after, the old one struck out. */
export function PreferenceHistory({ changes }: { readonly changes: readonly PreferenceChange[] }) {
  const t = useTranslations("preferences.console");
  const words = useValueWords();
  if (changes.length === 0) return <EmptyState title={t("historyEmpty")} />;
  return (
    <ol aria-label={t("history")} className="flex flex-col divide-y divide-line">
      {changes.map(({ seq, at, actorName, actorKind, source, form, fields }) => (
        <li key={seq} className="flex flex-col gap-1 px-4 py-2.5">
          <p className="flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
            <ExactInstant at={at} />
            <span>{actorKind === "person" ? `${actorName} · ${wordOr(t, `source.${source}`, source)}` : wordOr(t, `source.${source}`, source)}{form !== null && ` · ${t("formIs", { form })}`}</span>
          </p>
          {fields.length === 0 ? <p className="text-sm text-muted">{t("historyNothing")}</p> : (
            <ul className="flex flex-col gap-0.5 text-sm">
              {fields.map(({ field, before, after }) => (
                <li key={field} className="flex flex-wrap gap-x-2">
                  <span className="text-muted">{words.name(field)}</span>
                  <span><del className="struck text-muted">{words.value(field, before)}</del> → <ins className="no-underline">{words.value(field, after)}</ins></span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
