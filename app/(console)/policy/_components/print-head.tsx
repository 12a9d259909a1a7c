import { useTranslations } from "next-intl";
import type { PackCode } from "@/lib/domain/policy/pack";
import type { ChainHead } from "@/lib/server/audit/head";

type Props = { readonly bank: string; readonly pack: PackCode; readonly asOf: string; readonly printed: string; readonly head: ChainHead | null; readonly part: "matrix" | "others" };

/** The head of each sheet: whose rules, as of when, and the audit chain that they belong to. */
export function PrintHead({ bank, pack, asOf, printed, head, part }: Props) {
  const t = useTranslations("matrix");
  return (
    <div className="print-head">
      <p className="print-title">
        {bank} · {t(part === "matrix" ? "title" : "others")} · {t(`packs.${pack}`)}
      </p>
      <p>{t("sheet", { asOf, printed })}</p>
      {head !== null && <p>{t("chainHead", { seq: head.seq, hash: head.hashHex })}</p>}
    </div>
  );
}
