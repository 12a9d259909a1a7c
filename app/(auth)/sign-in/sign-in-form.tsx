"use client";

import { signIn } from "next-auth/react";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextField } from "@/components/ui/text-field";

const KNOWN = ["wrong", "locked"] as const;
type Failure = (typeof KNOWN)[number] | "unreachable";

const failureOf = (error: string | null | undefined): Failure => KNOWN.find((known) => error === `sign_in.${known}`) ?? "unreachable";

/** Login and password; says what happened, never whether the account exists. */
export function SignInForm({ next, demoHint }: { readonly next: string; readonly demoHint: boolean }) {
  const t = useTranslations("signIn");
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, startTransition] = useTransition();

  const submit = () =>
    startTransition(async () => {
      setFailure(null);
      const outcome = await signIn("credentials", { redirect: false, login, password }).catch(() => null);
      // A full load: what the browser kept of a former person must not be shown to the next.
      if (outcome?.ok) window.location.assign(next);
      else setFailure(failureOf(outcome?.error));
    });

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 className="text-base font-semibold">{t("title")}</h2>
      {failure && <Callout tone="danger" role="alert" title={t(`failure.${failure}.title`)}>{t(`failure.${failure}.mend`)}</Callout>}
      <TextField label={t("login")} name="login" autoComplete="username" value={login} onChange={setLogin} autoFocus />
      <TextField label={t("password")} name="password" type="password" autoComplete="current-password" value={password} onChange={setPassword} />
      <Button type="submit" variant="primary" isPending={isPending} fullWidth>{t("submit")}</Button>
      {demoHint && <p className="text-xs text-muted">{t("demo")}</p>}
    </form>
  );
}
