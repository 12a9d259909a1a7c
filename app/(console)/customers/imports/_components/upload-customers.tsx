"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "@/components/form/error-words";
import { FileDrop } from "@/components/ui/file-drop";
import { ProgressBar } from "@/components/ui/progress-bar";

type Upload = { readonly sent: number; readonly size: number };

/** Sends the file as it is; `fetch` cannot tell how far an upload has come, so this asks the older interface. */
function send(file: File, onProgress: (sent: number) => void): Promise<{ readonly id?: string; readonly code?: string }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => resolve((request.response as { id?: string; code?: string } | null) ?? { code: "unexpected" });
    request.onerror = () => resolve({ code: "offline" });
    request.open("POST", `/api/customers/imports?${new URLSearchParams({ fileName: file.name })}`);
    request.responseType = "json";
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.send(file);
  });
}

/** Takes a customer file and goes on to its columns. */
export function UploadCustomers() {
  const t = useTranslations("imports");
  const words = useErrorWords();
  const router = useRouter();
  const [upload, setUpload] = useState<Upload | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const take = async (file: File) => {
    setFailure(null);
    setUpload({ sent: 0, size: file.size });
    const { id, code } = await send(file, (sent) => setUpload({ sent, size: file.size }));
    if (id !== undefined) return router.push(`/customers/imports/${id}` as Route);
    setUpload(null);
    setFailure(words(code ?? "unexpected"));
  };

  return (
    <div className="flex flex-col gap-3">
      <FileDrop label={t("drop")} hint={t("dropHint")} accept=".csv,.tsv,.txt,.xlsx" onFile={(file) => void take(file)} isDisabled={upload !== null} error={failure ?? undefined} />
      {upload !== null && <ProgressBar label={t("uploading")} value={upload.sent} max={upload.size} />}
    </div>
  );
}
