"use client";

import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/form/action-form";
import { FormNumberField } from "@/components/form/fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { placeRouteSchema } from "@/lib/domain/routes/schema";
import { DialogButton } from "../../_components/dialog-button";
import { placeRouteAction } from "../actions";

type Place = { readonly routeId: string; readonly rank: number; readonly weight: number };

function PlaceForm({ routeId, rank, weight, close }: Place & { readonly close: () => void }) {
  const t = useTranslations("routes");
  const form = useActionForm(placeRouteSchema, placeRouteAction, {
    defaults: { routeId, rank, weight, seen: { rank, weight } },
    doneMessage: t("placed"),
    onDone: close,
  });
  return (
    <ActionForm form={form}>
      <FormNumberField name="rank" label={t("rank")} hint={t("rankHint")} min={0} max={1000} />
      <FormNumberField name="weight" label={t("weight")} hint={t("weightHint")} min={1} max={1000} />
      <SubmitButton>{t("save")}</SubmitButton>
    </ActionForm>
  );
}

/** Moves a route before or behind others for the same messages. */
export function PlaceRoute(place: Place) {
  const t = useTranslations("routes");
  return (
    <DialogButton label={t("place")} title={t("placeTitle")}>
      {(close) => <PlaceForm {...place} close={close} />}
    </DialogButton>
  );
}
