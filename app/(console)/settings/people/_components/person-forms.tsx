"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckboxGroup, FormCombobox, FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import type { Option } from "@/components/ui/option";
import { changePersonSchema, createPersonSchema, resetPasswordSchema } from "@/lib/domain/people/schema";
import { ROLES, type Role } from "@/lib/domain/shared/vocabulary";
import { DialogButton } from "../../_components/dialog-button";
import { changePersonAction, createPersonAction, resetPasswordAction } from "../actions";

type Branches = { readonly branches: readonly Option[] };
type Closing = { readonly close: () => void };

function RoleAndBranch({ branches }: Branches) {
  const t = useTranslations("settings");
  const roles = useTranslations("role");
  return (
    <>
      <FormCheckboxGroup name="roles" label={t("people.roles")} options={ROLES.map((value) => ({ value, label: roles(value), hint: t(`roleHint.${value}`) }))} />
      <FormCombobox name="branchId" label={t("people.branch")} options={branches} hint={t("people.branchHint")} />
    </>
  );
}

function CreateForm({ branches, close }: Branches & Closing) {
  const t = useTranslations("settings.people");
  const form = useActionForm(createPersonSchema, createPersonAction, {
    defaults: { login: "", name: "", roles: [], password: "" },
    doneMessage: t("created"),
    onDone: close,
  });
  return (
    <ActionForm form={form}>
      <FormTextField name="login" label={t("login")} hint={t("loginHint")} autoComplete="off" isRequired />
      <FormTextField name="name" label={t("name")} isRequired />
      <RoleAndBranch branches={branches} />
      <FormTextField name="password" type="password" label={t("password")} hint={t("passwordHint")} autoComplete="new-password" isRequired />
      <SubmitButton>{t("create")}</SubmitButton>
    </ActionForm>
  );
}

/** Adds somebody who may sign in. */
export function CreatePerson({ branches }: Branches) {
  const t = useTranslations("settings.people");
  return (
    <DialogButton label={t("create")} title={t("create")} variant="primary" size="md" icon={<UserPlus aria-hidden size={16} />}>
      {(close) => <CreateForm branches={branches} close={close} />}
    </DialogButton>
  );
}

type Person = { readonly id: string; readonly name: string; readonly roles: readonly Role[]; readonly branchId: string };

function ChangeForm({ person, branches, close }: Branches & Closing & { readonly person: Person }) {
  const t = useTranslations("settings");
  const { id, name, roles, branchId } = person;
  const form = useActionForm(changePersonSchema, changePersonAction, { defaults: { personId: id, name, roles: [...roles], branchId }, onDone: close });
  return (
    <ActionForm form={form}>
      <FormTextField name="name" label={t("people.name")} isRequired />
      <RoleAndBranch branches={branches} />
      <p className="text-xs text-muted">{t("people.changeNote")}</p>
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Changes name, roles or branch of a person. */
export function ChangePerson({ person, branches }: Branches & { readonly person: Person }) {
  const t = useTranslations("settings");
  return (
    <DialogButton label={t("change")} title={t("people.changeTitle", { name: person.name })}>
      {(close) => <ChangeForm person={person} branches={branches} close={close} />}
    </DialogButton>
  );
}

function ResetForm({ personId, close }: Closing & { readonly personId: string }) {
  const t = useTranslations("settings.people");
  const form = useActionForm(resetPasswordSchema, resetPasswordAction, { defaults: { personId, password: "" }, doneMessage: t("resetDone"), onDone: close });
  return (
    <ActionForm form={form}>
      <FormTextField name="password" type="password" label={t("password")} hint={t("passwordHint")} autoComplete="new-password" isRequired />
      <p className="text-xs text-muted">{t("resetNote")}</p>
      <SubmitButton>{t("reset")}</SubmitButton>
    </ActionForm>
  );
}

/** Sets a new password for a person. */
export function ResetPassword({ person }: { readonly person: Pick<Person, "id" | "name"> }) {
  const t = useTranslations("settings.people");
  return (
    <DialogButton label={t("reset")} title={t("resetTitle", { name: person.name })}>
      {(close) => <ResetForm personId={person.id} close={close} />}
    </DialogButton>
  );
}
