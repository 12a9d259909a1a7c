"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { FileDrop } from "@/components/ui/file-drop";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useErrorWords } from "./error-words";

type Props = {
  readonly label: string;
  readonly hint: ReactNode;
  /** The route that takes the file as its body, and answers with its id or a code. */
  readonly action: string;
  /** The page of what was made of it, without its id; absent, this page is read again. */
  readonly next?: string;
};

type Upload = { readonly sent: number; readonly size: number };

/** Sends the file as it is; `fetch` cannot tell how far an upload has come, so this asks the older interface. */
function send(action: string, file: File, onProgress: (sent: number) => void): Promise<{ readonly id?: string; readonly code?: string }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => resolve((request.response as { id?: string; code?: string } | null) ?? { code: "unexpected" });
    request.onerror = () => resolve({ code: "offline" });
    request.open("POST", `${action}?${new URLSearchParams({ fileName: file.name })}`);
    request.responseType = "json";
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.send(file);
  });
}

/** Takes a file of rows of any size, shows how far it has come, and goes on to what was made of it. */
export function FileUpload({ label, hint, action, next }: Props) {
  const t = useTranslations("ui");
  const words = useErrorWords();
  const router = useRouter();
  const [upload, setUpload] = useState<Upload | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const take = async (file: File) => {
    setFailure(null);
    setUpload({ sent: 0, size: file.size });
    const { id, code } = await send(action, file, (sent) => setUpload({ sent, size: file.size }));
    if (id === undefined) setFailure(words(code ?? "unexpected"));
    else if (next !== undefined) return router.push(`${next}/${id}` as Route);
    else router.refresh();
    setUpload(null);
  };

  return (
    <div className="flex flex-col gap-3">
      <FileDrop label={label} hint={hint} accept=".csv,.tsv,.txt,.xlsx" onFile={(file) => void take(file)} isDisabled={upload !== null} error={failure ?? undefined} />
      {upload !== null && <ProgressBar label={t("uploading")} value={upload.sent} max={upload.size} />}
    </div>
  );
}
