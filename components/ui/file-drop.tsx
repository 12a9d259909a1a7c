"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, type DragEvent, type ReactNode } from "react";

type Props = {
  readonly label: string;
  /** Which files will do, how large, and what happens with them. */
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** As of `<input accept>`: ".csv,.xlsx". */
  readonly accept: string;
  readonly onFile: (file: File) => void;
  readonly name?: string;
  readonly isDisabled?: boolean;
};

/** A place to drop a file or to choose one; the whole field is the button. */
export function FileDrop({ label, hint, error, accept, onFile, name, isDisabled = false }: Props) {
  const t = useTranslations("ui");
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const [fileName, setFileName] = useState<string | null>(null);

  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (!file || isDisabled) return;
    setFileName(file.name);
    onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  const described = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].join(" ").trim();

  return (
    <div className="flex flex-col gap-1">
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        data-over={isOver}
        className="flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-dashed border-field-line bg-surface px-6 py-8 text-center has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:cursor-not-allowed has-disabled:opacity-60 data-[over=true]:border-accent data-[over=true]:bg-accent-soft"
      >
        <FileUp aria-hidden className="size-7 stroke-[1.25] text-muted" />
        <span className="font-medium">{label}</span>
        <span className="text-sm text-muted">{fileName ?? t("dropFile")}</span>
        <input
          id={id}
          type="file"
          name={name}
          accept={accept}
          disabled={isDisabled}
          className="sr-only"
          aria-describedby={described || undefined}
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => take(event.target.files)}
        />
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
