import { useTranslations } from "next-intl";
import { FilterText } from "@/components/layout/filter-text";
import { NativeSelect } from "@/components/ui/native-select";
import { PURPOSES } from "@/lib/domain/shared/vocabulary";
import { VERSION_STATES } from "@/lib/domain/template/lifecycle";
import type { TemplateFilters } from "@/lib/server/templates/queries";

/** Filters of the list as fields of a GET form: the address is the filter, with or without scripts. */
export function TemplateFilterFields({
  filters,
  canWrite,
}: {
  readonly filters: TemplateFilters;
  readonly canWrite: boolean;
}) {
  const t = useTranslations("templates");
  const purposes = useTranslations("purpose");
  const states = useTranslations("versionState");
  return (
    <>
      <FilterText name="q" label={t("list.search")} hideLabel placeholder={t("list.search")} defaultValue={filters.q} />
      <NativeSelect
        name="purpose"
        label={t("list.purpose")}
        hideLabel
        defaultValue={filters.purpose ?? ""}
        options={[
          { value: "", label: t("list.allPurposes") },
          ...PURPOSES.map((value) => ({ value, label: purposes(value) })),
        ]}
      />
      <NativeSelect
        name="state"
        label={t("list.state")}
        hideLabel
        defaultValue={filters.state ?? ""}
        options={[
          { value: "", label: t("list.allStates") },
          ...VERSION_STATES.map((value) => ({ value, label: states(value) })),
        ]}
      />
      {canWrite && (
        <label className="flex min-h-9 items-center gap-2 text-sm">
          <input
            type="checkbox"
            name="mine"
            value="1"
            defaultChecked={filters.mine}
            className="size-4 accent-[var(--accent)]"
          />
          {t("list.mine")}
        </label>
      )}
    </>
  );
}
