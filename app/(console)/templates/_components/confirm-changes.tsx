"use client";

import { ArrowLeft, Send } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useFailureWords } from "@/components/template/use-failure-words";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { notify } from "@/components/ui/notify";
import { submitTemplateAction } from "../actions";

type Props = {
  readonly templateId: string;
  readonly lockVersion: number;
  readonly reasons: Readonly<Record<string, string>>;
  readonly editHref: Route;
};

/** Two ways on from the stop: back to the text, or submit knowing what changes for others. */
export function ConfirmChanges({ templateId, lockVersion, reasons, editHref }: Props) {
  const t = useTranslations("templates");
  const router = useRouter();
  const { ofFailure } = useFailureWords();
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const submit = () =>
    startTransition(async () => {
      const result = await submitTemplateAction({
        templateId,
        lockVersion,
        reasons: { ...reasons },
        acceptChanges: true,
      });
      if (!result.ok) return setFailure(ofFailure(result.error));
      notify(t("composer.submitted"));
      router.push(`/templates/${templateId}` as Route);
    });
  return (
    <div className="flex flex-col gap-3">
      {failure && (
        <Callout tone="danger" role="alert">
          {failure}
        </Callout>
      )}
      <div className="flex flex-wrap gap-2">
        <LinkButton href={editHref} icon={<ArrowLeft aria-hidden size={16} />}>
          {t("changes.back")}
        </LinkButton>
        <Button variant="primary" isPending={isPending} onPress={submit} icon={<Send aria-hidden size={16} />}>
          {t("changes.confirm")}
        </Button>
      </div>
    </div>
  );
}
