import { useTranslations } from "next-intl";
import { RequestExample } from "@/components/template/request-example";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import { maySendOnRequest, type TemplateUse } from "@/lib/domain/template/use";
import { lengthLimit, type TemplateVariable } from "@/lib/domain/template/variable";

/** How a bank system sends this template: its key, its variables, a request that works. */
export function ApiUse({
  templateKey,
  use,
  variables,
}: {
  readonly templateKey: string;
  readonly use: TemplateUse;
  readonly variables: readonly TemplateVariable[] | null;
}) {
  const t = useTranslations("templates");
  // Hongyan itself sends it: a bank system that names it is refused.
  if (!maySendOnRequest(use))
    return (
      <Panel title={t("detail.api")}>
        <p className="text-sm text-muted">{t("detail.apiReserved", { use: t(`use.${use}`) })}</p>
      </Panel>
    );
  if (variables === null)
    return (
      <Panel title={t("detail.api")}>
        <p className="text-sm text-muted">{t("detail.apiNone")}</p>
      </Panel>
    );
  return (
    <Panel title={t("detail.api")}>
      <p className="mb-2 text-sm">{t("detail.apiText", { key: templateKey })}</p>
      <RequestExample templateKey={templateKey} variables={variables} label={t("detail.api")} />
      {variables.length > 0 && (
        <div className="mt-4">
          <DataTable
            label={t("detail.variables")}
            columns={[
              { id: "label", header: t("composer.variableLabel") },
              { id: "name", header: t("composer.variableName") },
              { id: "kind", header: t("composer.variableKind") },
              { id: "most", header: t("composer.maxLength"), isNumber: true },
              { id: "sample", header: t("composer.sample") },
            ]}
            rows={variables.map((variable) => ({
              id: variable.name,
              cells: {
                label: variable.label,
                name: <code>{variable.name}</code>,
                kind: t(`kind.${variable.kind}`),
                most: lengthLimit(variable),
                sample: <span className="break-all">{variable.sample}</span>,
              },
            }))}
          />
        </div>
      )}
    </Panel>
  );
}
