"use client";

import { Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Two sheets of paper for an inspector. */
export function PrintButton() {
  const t = useTranslations("matrix");
  return (
    <Button icon={<Printer aria-hidden size={16} />} onPress={() => window.print()}>
      {t("print")}
    </Button>
  );
}
