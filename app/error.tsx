"use client";

import { CloudAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { MessagePage } from "@/components/layout/message-page";
import { Button } from "@/components/ui/button";

type Props = { readonly error: unknown; readonly retry: () => void };

/** The page for faults of ours; the number leads to the entry in the server's log. */
export default function ErrorPage({ error, retry }: Props) {
  const t = useTranslations("shell.page.failed");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <MessagePage
      icon={<CloudAlert aria-hidden />}
      title={t("title")}
      action={
        <Button variant="primary" onPress={retry}>
          {t("retry")}
        </Button>
      }
    >
      <p>{t("text")}</p>
      {digest !== null && <p className="mt-2 font-mono text-xs">{t("reference", { digest })}</p>}
    </MessagePage>
  );
}
