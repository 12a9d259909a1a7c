"use client";

import { Description } from "@heroui/react/description";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import type { ReactNode } from "react";

export type FieldFrame = {
  readonly label: string;
  /** The label is heard but not seen: only where the place says what the field is. */
  readonly hideLabel?: boolean | undefined;
  /** What to enter, and what will come of it. */
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
};

/** The name of a field. */
export function FieldLabel({ label, hideLabel = false }: Pick<FieldFrame, "label" | "hideLabel">) {
  return <Label className={hideLabel ? "sr-only" : "text-sm font-medium"}>{label}</Label>;
}

/** Hint and error below a field, tied to it for screen readers. */
export function FieldNotes({ hint, error }: Pick<FieldFrame, "hint" | "error">) {
  return (
    <>
      {hint !== undefined && <Description className="text-xs text-muted">{hint}</Description>}
      {error !== undefined && <FieldError className="px-0 text-xs text-danger">{error}</FieldError>}
    </>
  );
}
