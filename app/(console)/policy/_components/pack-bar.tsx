import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/layout/filter-bar";
import { FilterText } from "@/components/layout/filter-text";
import { NativeSelect } from "@/components/ui/native-select";
import { PACK_CODES, type PackCode } from "@/lib/domain/policy/pack";

type Props = { readonly pack: PackCode; readonly own: PackCode; readonly day: string };

/** Which country's rules, and as of which day. */
export function PackBar({ pack, own, day }: Props) {
  const t = useTranslations("matrix");
  return (
    <FilterBar action="/policy" isFiltered={day !== "" || pack !== own}>
      <NativeSelect
        name="pack"
        label={t("pack")}
        defaultValue={pack}
        options={PACK_CODES.map((code) => ({ value: code, label: code === own ? t("ownPack", { pack: t(`packs.${code}`) }) : t(`packs.${code}`) }))}
      />
      <FilterText name="at" type="date" label={t("asOf")} defaultValue={day} />
    </FilterBar>
  );
}
