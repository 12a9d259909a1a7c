"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { UseFormReturn } from "react-hook-form";
import { notify } from "@/components/ui/notify";
import type { ComposerTarget, ComposerValues } from "./composer-values";

const PAUSE_MS = 400;

type Backup = { readonly lockVersion: number; readonly values: ComposerValues };

function readBackup(key: string): Backup | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Backup | null;
  } catch {
    // A browser that keeps nothing has nothing to give back.
    return null;
  }
}

function writeBackup(key: string, backup: Backup | null): void {
  try {
    if (backup) sessionStorage.setItem(key, JSON.stringify(backup));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage may be full or forbidden; saving to the server is what counts.
  }
}

/**
 * Keeps what is not saved yet in this tab, so that an expired session, a key pressed by mistake or a reload loses
 * nothing. A template's text holds no personal data; the key names the person, because desks are shared.
 */
export function useDraftBackup(
  form: UseFormReturn<ComposerValues>,
  values: ComposerValues,
  owner: { readonly personId: string; readonly target: ComposerTarget | null },
): void {
  const t = useTranslations("templates.composer");
  const key = `hongyan.draft.${owner.personId}.${owner.target?.templateId ?? "new"}`;
  const lockVersion = owner.target?.lockVersion ?? 0;
  const { isDirty } = form.formState;

  useEffect(() => {
    const backup = readBackup(key);
    if (backup === null) return;
    // Saved elsewhere in the meantime: the newer text wins, and the backup is of no use any more.
    if (backup.lockVersion !== lockVersion) return writeBackup(key, null);
    // A copy from before a field was there has nothing to say about it.
    form.reset({ ...form.getValues(), ...backup.values }, { keepDefaultValues: true });
    notify(t("restored"), "info");
  }, [form, key, lockVersion, t]);

  useEffect(() => {
    if (!isDirty) return undefined;
    const timer = setTimeout(() => writeBackup(key, { lockVersion, values }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, lockVersion, values, isDirty]);
}

/** Forgets the copy once the server has the text. */
export function forgetBackup(personId: string, templateId: string | null): void {
  writeBackup(`hongyan.draft.${personId}.${templateId ?? "new"}`, null);
}
