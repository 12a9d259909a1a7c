"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useErrorWords } from "@/components/form/error-words";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/domain/shared/action-result";

type Props = {
  readonly inboundId: string;
  readonly action: (input: { inboundId: string }) => Promise<ActionResult<null>>;
};

/** Marks one reply as dealt with. */
export function HandleButton({ inboundId, action }: Props) {
  const t = useTranslations("inbox");
  const words = useErrorWords();
  const [isPending, startTransition] = useTransition();
  const handle = () =>
    startTransition(async () => {
      try {
        const result = await action({ inboundId });
        if (result.ok) notify(t("handled.done"));
        else notify(words(result.error.code, result.error.evidence), "danger");
      } catch {
        notify(words("offline"), "danger");
      }
    });
  return (
    <Button size="sm" icon={<Check aria-hidden size={16} />} isPending={isPending} onPress={handle}>
      {t("handled.mark")}
    </Button>
  );
}
