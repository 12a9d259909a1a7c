import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { MessagePage } from "@/components/layout/message-page";

/** The page for addresses that lead nowhere, or to what is not the reader's. */
export default function NotFound() {
  const t = useTranslations("shell.page");
  return (
    <MessagePage icon={<Compass aria-hidden />} title={t("notFound.title")}>
      {t("notFound.text")}
    </MessagePage>
  );
}
