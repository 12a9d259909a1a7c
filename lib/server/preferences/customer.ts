import "server-only";
import type { Prisma } from "@/prisma/generated/client";
import { readChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { NOTHING_SAID, type PreferenceState } from "@/lib/domain/customer/preference";
import { LANGUAGES, type Language } from "@/lib/domain/shared/vocabulary";

export const PREFERENCE_SELECT = {
  id: true, number: true, branchId: true, branchPath: true, language: true, closedAt: true, nameCipher: true, phoneCipher: true, phoneIndex: true, emailCipher: true, emailIndex: true,
  preference: {
    select: {
      channels: true, quietFrom: true, quietTo: true, elderFriendly: true, noProfiling: true, wantsCalls: true, smallAmountYuan: true, lockVersion: true,
      helperNameCipher: true, helperPhoneCipher: true, helperAgreedAt: true, updatedBy: true, updatedAt: true,
    },
  },
} satisfies Prisma.CustomerSelect;

/** A customer as everything around preferences needs one. */
export type PreferenceCustomer = Prisma.CustomerGetPayload<{ select: typeof PREFERENCE_SELECT }>;

/** The customer's language; Chinese where a row carries one that we do not speak. */
export function languageOf({ language }: { readonly language: string }): Language {
  return LANGUAGES.find((one) => one === language) ?? "zh-CN";
}

/** What the customer said so far. */
export function stateOf(customer: PreferenceCustomer): PreferenceState {
  const said = customer.preference;
  const language = languageOf(customer);
  if (!said) return { ...NOTHING_SAID, language };
  const { quietFrom, quietTo, elderFriendly, noProfiling, wantsCalls, smallAmountYuan } = said;
  return {
    channels: readChannelPreferences(said.channels), quietFrom, quietTo, elderFriendly, noProfiling, wantsCalls, smallAmountYuan, language, hasHelper: said.helperNameCipher !== null,
  };
}
