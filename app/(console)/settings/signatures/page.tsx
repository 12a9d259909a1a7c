import { getTranslations } from "next-intl/server";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/table";
import { can } from "@/lib/domain/access/permissions";
import { CARRIERS } from "@/lib/domain/registers/schema";
import { requirePermission } from "@/lib/server/auth/session";
import { listSignatures } from "@/lib/server/registers/queries";
import { ActionButton } from "@/components/form/action-button";
import { SettingsHead } from "../_components/settings-head";
import { CreateSignature, FileSignature } from "./_components/signature-forms";
import { retireSignatureAction } from "./actions";

const TONES: Readonly<Record<string, ChipTone>> = { filed: "success", filing: "accent", refused: "danger", lapsed: "warning" };

export async function generateMetadata() {
  return { title: (await getTranslations("settings"))("signatures.title") };
}

export default async function SignaturesPage() {
  const actor = await requirePermission("settings:read", "template:read");
  const [t, signatures] = await Promise.all([getTranslations("settings"), listSignatures(actor)]);
  const mayWrite = can(actor, "settings:write");
  return (
    <>
      <SettingsHead part="signatures" action={mayWrite && <CreateSignature />} />
      <div className="panel overflow-hidden">
        <DataTable
          label={t("signatures.title")}
          columns={[
            { id: "text", header: t("signatures.text"), isRowHeader: true },
            ...CARRIERS.map((carrier) => ({ id: carrier, header: t(`carrier.${carrier}`) })),
            { id: "act", header: t("actions") },
          ]}
          rows={signatures.map((signature) => ({
            id: signature.id,
            cells: {
              text: (
                <>
                  {signature.text} {signature.retiredAt !== null && <Chip>{t("retired")}</Chip>}
                </>
              ),
              ...Object.fromEntries(
                CARRIERS.map((carrier) => {
                  const filing = signature.filings.find((one) => one.carrier === carrier);
                  const state = filing?.state ?? "not_filed";
                  return [
                    carrier,
                    <span key={carrier}>
                      <Chip tone={TONES[state] ?? "neutral"}>{t(`filing.${state}`)}</Chip>
                      {filing?.reason && <span className="block text-xs text-muted">{filing.reason}</span>}
                    </span>,
                  ];
                }),
              ),
              act: mayWrite && signature.retiredAt === null && (
                <span className="flex flex-wrap gap-1">
                  <FileSignature id={signature.id} text={signature.text} />
                  <ActionButton
                    action={retireSignatureAction}
                    input={{ id: signature.id }}
                    confirm={{ title: t("signatures.retireTitle", { text: signature.text }), text: t("signatures.retireText"), label: t("retire") }}
                  >
                    {t("retire")}
                  </ActionButton>
                </span>
              ),
            },
          }))}
        />
      </div>
    </>
  );
}
