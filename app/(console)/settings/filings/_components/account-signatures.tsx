import { useTranslations } from "next-intl";
import { ExactInstant } from "@/components/ui/instant";
import { isOwnCode, ownCodeKey } from "@/lib/domain/carrier/own-words";
import type { AccountFilings } from "@/lib/server/providers/filings";
import { FilingState } from "./filing-state";

/** How the bank's signatures stand with an account's carrier, in the carrier's own words. */
export function AccountSignatures({ signatures }: Pick<AccountFilings, "signatures">) {
  const t = useTranslations("filings");
  const words = useTranslations("message.code");
  const codeOf = (code: string) => (isOwnCode(code) ? words(ownCodeKey(code) as "unanswered") : code);
  return (
    <section aria-label={t("ofAccount")} className="border-b border-line px-4 py-3">
      <h3 className="text-sm font-medium">{t("ofAccount")}</h3>
      <ul className="mt-2 flex flex-col gap-2">
        {signatures.map(({ text, state, code, detail, checkedAt }) => (
          <li key={text} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <span>【{text}】</span>
            {state === "unknown" ? <span className="text-muted">{t("unknown")}</span> : <FilingState view={state} />}
            {state !== "filed" && code !== "" && <span className="text-muted">{codeOf(code)}</span>}
            {detail !== "" && <span className="text-xs text-muted">{detail}</span>}
            {checkedAt !== null && (
              <span className="text-xs text-muted">
                <ExactInstant at={checkedAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
