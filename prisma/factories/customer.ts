import { randomInt } from "node:crypto";
import type { ChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import { foldName } from "@/lib/domain/customer/search";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import type { MadeBranch } from "./organisation";

let serial = 0;

export type CustomerWish = {
  name?: string;
  phone?: string;
  tags?: string[];
  products?: string[];
  language?: string;
  birthDate?: string;
  /** Purposes agreed to by text message. */
  agreed?: readonly Purpose[];
  preference?: { channels?: ChannelPreferences; quietFrom?: number; quietTo?: number; elderFriendly?: boolean; noProfiling?: boolean; wantsCalls?: boolean };
};

/** A customer with an invented phone (prefix 154, which no real phone has). */
export async function makeCustomer(branch: MadeBranch, wish: CustomerWish = {}) {
  serial += 1;
  const name = wish.name ?? `客户${serial}`;
  const phone = wish.phone ?? `+86154${String(randomInt(0, 100_000_000)).padStart(8, "0")}`;
  const customer = await db().customer.create({
    data: {
      number: `T${process.pid}${String(serial).padStart(6, "0")}${randomInt(1000)}`,
      branchId: branch.id, branchPath: branch.path,
      nameCipher: encrypt(name, "customer.name"), nameIndex: blindIndex(foldName(name), "name"),
      phoneCipher: encrypt(phone, "customer.phone"), phoneIndex: blindIndex(phone, "phone"), lastFourIndex: blindIndex(phone.slice(-4), "last_four"),
      birthCipher: wish.birthDate ? encrypt(wish.birthDate, "customer.birth") : null,
      birthYear: wish.birthDate ? Number(wish.birthDate.slice(0, 4)) : null,
      tags: wish.tags ?? [], products: wish.products ?? [], language: wish.language ?? "zh-CN",
    },
    select: { id: true, number: true, branchId: true },
  });
  for (const purpose of wish.agreed ?? []) await makeConsent(customer.id, purpose, "given");
  if (wish.preference) {
    await db().preference.create({
      data: { customerId: customer.id, channels: {}, updatedBy: "test", ...wish.preference }, select: { customerId: true },
    });
  }
  return { ...customer, name, phone };
}

/** A zone where it is noon now: a worker in its own process has the real clock, and the rules' hours must be open at any hour of the day. */
export function noonZone(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/** One entry of the consent ledger, by text message unless said. */
export async function makeConsent(customerId: string, purpose: Purpose, state: "given" | "withdrawn", at = new Date("2026-01-01T00:00:00Z"), channel: Channel = "sms") {
  return db().consentEntry.create({
    data: { customerId, channel, purpose, state, wordingVersion: "test-1", source: "branch", at, recordedBy: "test" },
    select: { id: true },
  });
}
