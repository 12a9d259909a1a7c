"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ProgressBar } from "@/components/ui/progress-bar";

const EVERY_MS = 1_000;

/** How far the import has come; asks for the page again while it runs, and the import goes on when the page is left. */
export function ImportProgressBar({ share, note }: { readonly share: number | null; readonly note: string }) {
  const t = useTranslations("imports.progress");
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className="flex flex-col gap-2" role="status">
      <ProgressBar label={t("label")} value={share} max={1} note={note} />
      <p className="text-sm text-muted">{t("leave")}</p>
    </div>
  );
}
