"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { ActionForm } from "@/components/form/action-form";
import { useErrorWords } from "@/components/form/error-words";
import { FormTextField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ownPhoneSchema, TESTS_AN_HOUR, type TestResult } from "@/lib/domain/providers/test-send";
import type { ActionFailure } from "@/lib/domain/shared/action-result";
import { DialogButton } from "../../_components/dialog-button";
import { setOwnPhoneAction, testCarrierAction } from "../actions";
import { TestAnswer } from "./test-answer";

const LOOK_EVERY_MS = 1_000;

type Props = {
  readonly accountId: string;
  readonly name: string;
  /** The person's own phone, masked; null where none is registered. */
  readonly phone: string | null;
  readonly result: TestResult | null;
};

function PhoneForm({ phone, onDone }: { readonly phone: string | null; readonly onDone: () => void }) {
  const t = useTranslations("settings.carriers.test");
  const form = useActionForm(ownPhoneSchema, setOwnPhoneAction, { defaults: { phone: "" }, doneMessage: t("phoneSaved"), onDone });
  return (
    <ActionForm form={form}>
      <FormTextField
        name="phone"
        type="tel"
        label={t("phone")}
        hint={phone === null ? t("phoneHint") : t("phoneChangeHint")}
        autoComplete="off"
        maxLength={40}
      />
      <SubmitButton variant="secondary">{t("phoneSave")}</SubmitButton>
    </ActionForm>
  );
}

/** Asks for the page again while the worker has not finished; the dialog stays open meanwhile. */
function useFreshWhile(isRunning: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, router]);
}

function TestPanel({ accountId, phone, result }: Omit<Props, "name">) {
  const t = useTranslations("settings.carriers.test");
  const words = useErrorWords();
  const [isPending, startTransition] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [isChanging, setChanging] = useState(false);
  const isRunning = result?.view === "waiting" || result?.view === "sending";
  useFreshWhile(isRunning);
  const send = () =>
    startTransition(async () => {
      try {
        const asked = await testCarrierAction({ accountId });
        setFailure(asked.ok ? null : asked.error);
      } catch {
        setFailure({ code: "offline" });
      }
    });
  if (phone === null || isChanging) return <PhoneForm phone={phone} onDone={() => setChanging(false)} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">{t("lead", { phone, most: TESTS_AN_HOUR })}</p>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Send aria-hidden size={16} />} onPress={send} isPending={isPending || isRunning}>
          {t("send")}
        </Button>
        <Button variant="ghost" onPress={() => setChanging(true)}>
          {t("phoneChange")}
        </Button>
      </div>
      {failure !== null && (
        <Callout tone="danger" role="alert" title={t("notAsked")}>
          {words(failure.code, failure.evidence)}
        </Callout>
      )}
      {result !== null && <TestAnswer result={result} />}
    </div>
  );
}

/** Sends the bank's own test text through an account, to the phone of whoever presses the button. */
export function TestSend({ name, ...props }: Props) {
  const t = useTranslations("settings.carriers.test");
  return (
    <DialogButton label={t("open")} title={t("title", { name })}>
      {() => <TestPanel {...props} />}
    </DialogButton>
  );
}
