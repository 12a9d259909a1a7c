import { useTranslations } from "next-intl";
import { FilterText } from "@/components/layout/filter-text";
import { NativeSelect } from "@/components/ui/native-select";
import { AUDIT_ACTIONS } from "@/lib/domain/audit/actions";
import { ACTION_GROUPS, SUBJECT_TYPES, type AuditSearch } from "./audit-search";

/** Filters of the trail as fields of a GET form: a whole group of actions or a single one, who, about what, when. */
export function AuditFilterFields({ search }: { readonly search: AuditSearch }) {
  const t = useTranslations("audit");
  const actions = ACTION_GROUPS.flatMap((group) => {
    const single = AUDIT_ACTIONS.filter((action) => action.startsWith(`${group}.`));
    const all = { value: `${group}.`, label: t("filter.wholeGroup", { group: t(`group.${group}`) }) };
    return [all, ...single.map((action) => ({ value: action as string, label: t("filter.inGroup", { group: t(`group.${group}`), action: t(`action.${action}`) }) }))];
  });
  return (
    <>
      <NativeSelect name="action" label={t("filter.action")} defaultValue={search.action ?? ""} options={[{ value: "", label: t("filter.allActions") }, ...actions]} />
      <FilterText name="actor" label={t("filter.actor")} placeholder={t("filter.actorExample")} defaultValue={search.actor} />
      <NativeSelect
        name="subject"
        label={t("filter.subject")}
        defaultValue={search.subject ?? ""}
        options={[{ value: "", label: t("filter.allSubjects") }, ...SUBJECT_TYPES.map((value) => ({ value, label: t(`subject.${value}`) }))]}
      />
      <FilterText name="id" label={t("filter.id")} defaultValue={search.id} />
      <FilterText name="from" type="date" label={t("filter.from")} defaultValue={search.from} />
      <FilterText name="to" type="date" label={t("filter.to")} defaultValue={search.to} />
    </>
  );
}
