import { FileJson, FileText } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import type { RequestRow } from "@/lib/server/rights/queries";
import { CloseAccess } from "./close-access";
import { CorrectCustomer } from "./correct-customer";
import { EraseCustomer } from "./erase-customer";
import { WithdrawConsents } from "./withdraw-consents";

type Props = { readonly request: RequestRow; readonly mayErase: boolean; readonly isRecorder: boolean };

function Access({ request }: { readonly request: RequestRow }) {
  const t = useTranslations("rights.access");
  const made = Number((request.outcome as { exports?: number }).exports ?? 0);
  const href = (format: string) => `/api/customers/${request.customerId}/personal-data?${new URLSearchParams({ format, request: request.id })}` as Route;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-sm text-muted">{t("lead")}</p>
      <div className="flex flex-wrap items-center gap-2">
        <LinkButton href={href("pdf")} icon={<FileText aria-hidden size={16} />} download>{t("pdf")}</LinkButton>
        <LinkButton href={href("json")} icon={<FileJson aria-hidden size={16} />} download>{t("json")}</LinkButton>
        {made > 0 && <span className="text-sm text-muted">{t("made", { count: made })}</span>}
      </div>
      <CloseAccess requestId={request.id} />
    </div>
  );
}

function Erasure({ request, mayErase, isRecorder }: Props) {
  const t = useTranslations("rights.erase");
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="max-w-prose text-sm text-muted">{t("lead")}</p>
      {!mayErase ? <Callout>{t("needsManager")}</Callout> : isRecorder ? <Callout tone="warning">{t("second")}</Callout> : <EraseCustomer requestId={request.id} number={request.customer.number} />}
    </div>
  );
}

/** What can be done about an open request, by its kind. */
export function Answer(props: Props) {
  const t = useTranslations("rights");
  const { request } = props;
  switch (request.kind) {
    case "access":
      return <Access request={request} />;
    case "erasure":
      return <Erasure {...props} />;
    case "correction":
      return (
        <div className="flex flex-col gap-4">
          <p className="max-w-prose text-sm text-muted">{t("correct.lead")}</p>
          <Callout>{t("correct.core")}</Callout>
          <CorrectCustomer requestId={request.id} />
        </div>
      );
    case "withdrawal":
      return (
        <div className="flex flex-col gap-4">
          <p className="max-w-prose text-sm text-muted">{t("withdraw.lead")}</p>
          <WithdrawConsents requestId={request.id} />
        </div>
      );
  }
}
