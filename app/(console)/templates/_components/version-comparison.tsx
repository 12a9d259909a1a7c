import { useTranslations } from "next-intl";
import { VariableChangeList } from "@/components/template/variable-change-list";
import { WordDiff } from "@/components/template/word-diff";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { Panel } from "@/components/ui/panel";
import { isCompatible, variableChanges } from "@/lib/domain/template/changes";
import type { VersionView } from "@/lib/server/templates/queries";

type Props = { readonly versions: readonly VersionView[]; readonly from: number; readonly to: number };

/** Two versions of one's choice side by side in one text; the choice is in the address. */
export function VersionComparison({ versions, from, to }: Props) {
  const t = useTranslations("templates.detail");
  const [newest, previous] = versions;
  if (!newest || !previous) return null;
  const after = versions.find((version) => version.number === to) ?? newest;
  const before =
    versions.find((version) => version.number === from) ??
    versions.find((version) => version.number < after.number) ??
    previous;
  const options = versions.map(({ number }) => ({ value: String(number), label: t("version", { number }) }));
  const changes = variableChanges(before.variables, after.variables);
  return (
    <div id="compare">
      <Panel title={t("compare")}>
        <form method="get" action="#compare" className="mb-4 flex flex-wrap items-end gap-3">
          <NativeSelect
            key={`from-${before.number}`}
            name="from"
            label={t("compareFrom")}
            options={options}
            defaultValue={String(before.number)}
          />
          <NativeSelect
            key={`to-${after.number}`}
            name="to"
            label={t("compareTo")}
            options={options}
            defaultValue={String(after.number)}
          />
          <Button type="submit">{t("compareShow")}</Button>
        </form>
        {before.text === after.text ? (
          <p className="text-muted">{t("compareSame")}</p>
        ) : (
          <WordDiff before={before.text} after={after.text} />
        )}
        {before.elderText !== after.elderText && (
          <>
            <h3 className="mt-4 mb-1 text-sm font-medium">{t("elderText")}</h3>
            <WordDiff before={before.elderText ?? ""} after={after.elderText ?? ""} />
          </>
        )}
        <h3 className="mt-4 mb-1 text-sm font-medium">{t("variables")}</h3>
        {isCompatible(changes) ? (
          <p className="text-sm text-muted">{t("variablesSame")}</p>
        ) : (
          <VariableChangeList changes={changes} />
        )}
      </Panel>
    </div>
  );
}
