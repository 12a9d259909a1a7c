"use server";

import { parseDate } from "@internationalized/date";
import { revalidatePath } from "next/cache";
import { getTimeZone } from "next-intl/server";
import { mapCodeSchema } from "@/lib/domain/message/mapped-code";
import { accountIdSchema, saveProviderSchema } from "@/lib/domain/providers/schema";
import { ownPhoneSchema } from "@/lib/domain/providers/test-send";
import { defineAction } from "@/lib/server/action";
import { setOwnPhone } from "@/lib/server/people/own-phone-commands";
import { mapCode } from "@/lib/server/providers/code-commands";
import { createPrice, setProviderDisabled } from "@/lib/server/providers/commands";
import { saveProvider } from "@/lib/server/providers/save-commands";
import { askTest } from "@/lib/server/providers/test-commands";
import { priceFormSchema } from "./_components/carrier-schema";

const MICROS = 1_000_000;

const midnight = async (day: string) => parseDate(day).toDate(await getTimeZone());

export const saveCarrierAction = defineAction("carriers.save", "provider:write", saveProviderSchema, async (actor, input) => {
  const result = await saveProvider(actor, input);
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});

export const disableCarrierAction = defineAction("carriers.disable", "provider:write", accountIdSchema, async (actor, { accountId }) => {
  const result = await setProviderDisabled(actor, accountId, true);
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});

export const enableCarrierAction = defineAction("carriers.enable", "provider:write", accountIdSchema, async (actor, { accountId }) => {
  const result = await setProviderDisabled(actor, accountId, false);
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});

export const mapCodeAction = defineAction("carriers.map_code", "provider:write", mapCodeSchema, async (actor, input) => {
  const result = await mapCode(actor, input);
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});

export const createPriceAction = defineAction("carriers.price", "provider:write", priceFormSchema, async (actor, { accountId, purpose, yuan, from, source }) => {
  const result = await createPrice(actor, {
    accountId,
    source,
    purpose: purpose === "all" ? null : purpose,
    micros: Math.round(yuan * MICROS),
    effectiveFrom: (await midnight(from)).toISOString(),
  });
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});

export const testCarrierAction = defineAction("carriers.test", "provider:write", accountIdSchema, async (actor, { accountId }) => {
  const result = await askTest(actor, accountId);
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});

export const setOwnPhoneAction = defineAction("carriers.own_phone", "provider:write", ownPhoneSchema, async (actor, input) => {
  const result = await setOwnPhone(actor, input);
  if (result.ok) revalidatePath("/settings/carriers");
  return result;
});
