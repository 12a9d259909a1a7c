import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { MessagePage } from "@/components/layout/message-page";

/** The page for those who are signed in but may not see what they asked for. */
export default function Forbidden() {
  const t = useTranslations("shell.page");
  return (
    <MessagePage icon={<Lock aria-hidden />} title={t("forbidden.title")}>
      {t("forbidden.text")}
    </MessagePage>
  );
}
