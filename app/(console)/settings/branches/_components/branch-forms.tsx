"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormCombobox, FormRadioGroup, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import type { Option } from "@/components/ui/option";
import { changeBranchSchema, createBranchSchema, NEW_BRANCH_KINDS } from "@/lib/domain/branch/schema";
import { DialogButton } from "../../_components/dialog-button";
import { changeBranchAction, createBranchAction } from "../actions";

type Closing = { readonly close: () => void };
type Parents = { readonly parents: readonly Option[] };

function Names() {
  const t = useTranslations("settings.branches");
  return (
    <>
      <FormTextField name="name" label={t("name")} maxLength={40} isRequired />
      <FormTextField name="nameEn" label={t("nameEn")} maxLength={80} isRequired />
      <FormTextField name="hotline" label={t("hotline")} hint={t("hotlineHint")} inputMode="tel" />
    </>
  );
}

function CreateForm({ parents, close }: Parents & Closing) {
  const t = useTranslations("settings");
  const form = useActionForm(createBranchSchema, createBranchAction, {
    defaults: { code: "", name: "", nameEn: "", kind: "branch", hotline: "" },
    doneMessage: t("branches.created"),
    onDone: close,
  });
  return (
    <ActionForm form={form}>
      <FormTextField name="code" label={t("branches.code")} hint={t("branches.codeHint")} maxLength={16} autoComplete="off" isRequired />
      <FormRadioGroup name="kind" label={t("branches.kind")} hint={t("branches.kindHint")} options={NEW_BRANCH_KINDS.map((value) => ({ value, label: t(`branchKind.${value}`) }))} />
      <FormCombobox name="parentId" label={t("branches.parent")} options={parents} />
      <Names />
      <SubmitButton>{t("branches.create")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds a province or a branch. */
export function CreateBranch({ parents }: Parents) {
  const t = useTranslations("settings.branches");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<Plus aria-hidden size={16} />}>
      {(close) => <CreateForm parents={parents} close={close} />}
    </DialogButton>
  );
}

type Branch = { readonly id: string; readonly name: string; readonly nameEn: string; readonly hotline: string | null };

function ChangeForm({ branch, close }: Closing & { readonly branch: Branch }) {
  const t = useTranslations("settings");
  const { id, name, nameEn, hotline } = branch;
  const form = useActionForm(changeBranchSchema, changeBranchAction, { defaults: { branchId: id, name, nameEn, hotline: hotline ?? "" }, onDone: close });
  return (
    <ActionForm form={form}>
      <Names />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Changes names and hotline of a branch. */
export function ChangeBranch({ branch }: { readonly branch: Branch }) {
  const t = useTranslations("settings");
  return (
    <DialogButton label={t("change")} title={t("branches.changeTitle", { name: branch.name })}>
      {(close) => <ChangeForm branch={branch} close={close} />}
    </DialogButton>
  );
}
