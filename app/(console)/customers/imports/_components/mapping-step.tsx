import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { DataTable } from "@/components/ui/table";
import type { previewImport } from "@/lib/server/imports/preview";
import { DiscardImport } from "./discard-import";
import { MappingForm } from "./mapping-form";

const ROWS_SHOWN = 5;
// Below this, the column's name alone did not decide it.
const SURE = 0.7;

type Props = { readonly importId: string; readonly preview: NonNullable<Awaited<ReturnType<typeof previewImport>>> };

/** Before anything is imported: what the file looks like, and which column holds what. */
export function MappingStep({ importId, preview }: Props) {
  const t = useTranslations("imports.mapping");
  const errors = useTranslations("errors");
  if (!preview.ok) {
    return (
      <Callout tone="danger" title={t("unreadable")} action={<DiscardImport importId={importId} />}>
        {errors(preview.code)}
      </Callout>
    );
  }
  const { header, rows, mapping, confidence, remembered } = preview;
  const doubtful = remembered ? [] : Object.keys(confidence).filter((field) => (confidence[field] ?? 0) > 0 && (confidence[field] ?? 0) < SURE);
  return (
    <>
      {remembered && <Callout tone="info">{t("remembered", { name: remembered.by })} <ExactInstant at={remembered.at} /></Callout>}
      <Panel title={t("title")} description={t("lead")}>
        <MappingForm importId={importId} header={header} samples={rows} mapping={mapping} doubtful={doubtful} />
      </Panel>
      <Panel title={t("preview")} flush>
        <DataTable
          label={t("preview")}
          columns={header.map((name, column) => ({ id: String(column), header: name.trim() || t("unnamed", { number: column + 1 }), className: "whitespace-nowrap" }))}
          rows={rows.slice(0, ROWS_SHOWN).map((cells, line) => ({ id: String(line), cells: Object.fromEntries(header.map((_, column) => [String(column), <span key={column} className="block max-w-60 truncate">{cells[column] ?? ""}</span>])) }))}
        />
      </Panel>
    </>
  );
}
