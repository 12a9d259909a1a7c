import { v7 } from "uuid";
import { foldName } from "@/lib/domain/customer/search";
import { forEveryPurpose, type ChannelPreferences } from "@/lib/domain/customer/channel-preferences";
import type { Channel, Purpose } from "@/lib/domain/shared/vocabulary";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";
import type { Chance } from "./chance";
import { FAMILY_NAMES, GIVEN_MIDDLE, GIVEN_OLD, GIVEN_YOUNG, KINDS, PRODUCTS, TAGS } from "./data/names";
import type { SeededBranch } from "./organisation";
import { wordingOn } from "./wordings";

/** What the history needs to know of a customer it writes about. */
export type SeededCustomer = {
  id: string; number: string; name: string; phone: string; phoneCipher: Uint8Array<ArrayBuffer>; phoneIndex: Uint8Array<ArrayBuffer>;
  branch: SeededBranch; birthDate: string; language: string; products: string[];
  consents: { purpose: Purpose; channel: Channel; state: "given" | "withdrawn"; at: Date; source: string }[];
  preference: { channels: ChannelPreferences; quietFrom: number | null; quietTo: number | null; elderFriendly: boolean; noProfiling: boolean; wantsCalls: boolean } | null;
};

const DAY = 86_400_000;
const CHUNK = 500;

function birthYear(chance: Chance, kind: string, thisYear: number): number {
  const [low, high] = kind === "退休职工" ? [60, 88] : kind === "农户" ? [32, 78] : [22, 62];
  return thisYear - chance.whole(low, high);
}

function givenName(chance: Chance, year: number): string {
  return chance.pick(year < 1962 ? GIVEN_OLD : year < 1988 ? GIVEN_MIDDLE : GIVEN_YOUNG);
}

function products(chance: Chance, kind: string): string[] {
  const likely = new Set<string>();
  if (kind === "农户") likely.add("粮食补贴账户");
  if (kind === "退休职工") likely.add("养老储蓄");
  if (kind === "工薪") likely.add("代发工资");
  if (kind === "个体工商户" && chance.happens(0.6)) likely.add("商户流水贷");
  if (kind === "农户" && chance.happens(0.35)) likely.add("惠农e贷");
  if (chance.happens(0.4)) likely.add(chance.pick(PRODUCTS));
  if (likely.size === 0) likely.add("社保卡");
  return [...likely];
}

function preference(chance: Chance, age: number): SeededCustomer["preference"] {
  if (!chance.happens(age >= 60 ? 0.42 : 0.22)) return null;
  const wantsCalls = age >= 60 && chance.happens(0.35);
  const nights = chance.happens(0.3);
  return {
    channels: forEveryPurpose(wantsCalls ? ["voice", "sms"] : ["sms"]), quietFrom: nights ? 21 * 60 : null, quietTo: nights ? 8 * 60 : null,
    elderFriendly: age >= 60 && chance.happens(0.7), noProfiling: chance.happens(0.12), wantsCalls,
  };
}

function consents(chance: Chance, now: Date): SeededCustomer["consents"] {
  if (!chance.happens(0.58)) return [];
  const at = new Date(now.getTime() - chance.whole(120, 900) * DAY);
  const given = { purpose: "promotion" as const, channel: "sms" as const, state: "given" as const, at, source: chance.happens(0.7) ? "branch" : "import" };
  if (!chance.happens(0.09)) return [given];
  return [given, { ...given, state: "withdrawn", at: new Date(now.getTime() - chance.whole(1, 110) * DAY), source: chance.happens(0.7) ? "reply" : "branch" }];
}

/** Five thousand people of county branches, alike in mix to a rural bank's: farmers, shopkeepers, wage earners, pensioners. */
export async function seedCustomers(chance: Chance, branches: readonly SeededBranch[], now: Date, size: number): Promise<SeededCustomer[]> {
  const made: SeededCustomer[] = [];
  let phone = "";
  for (let start = 0; start < size; start += CHUNK) {
    const rows = [];
    const chunk: SeededCustomer[] = [];
    for (let serial = start; serial < Math.min(size, start + CHUNK); serial += 1) {
      const kind = chance.weighted(KINDS);
      const year = birthYear(chance, kind, now.getUTCFullYear());
      const name = `${chance.weighted(FAMILY_NAMES)}${givenName(chance, year)}`;
      // Some households share one phone.
      if (!phone || !chance.happens(0.04)) phone = `+86${chance.pick(["154", "164", "194"])}${String(chance.whole(0, 99_999_999)).padStart(8, "0")}`;
      const birthDate = `${year}-${String(chance.whole(1, 12)).padStart(2, "0")}-${String(chance.whole(1, 28)).padStart(2, "0")}`;
      const branch = chance.pick(branches);
      const customer: SeededCustomer = {
        id: v7(), number: `C001${String(serial + 1).padStart(7, "0")}`, name, phone, branch, birthDate,
        phoneCipher: encrypt(phone, "customer.phone"), phoneIndex: blindIndex(phone, "phone"),
        language: chance.happens(0.015) ? "en" : "zh-CN", products: products(chance, kind),
        consents: consents(chance, now), preference: preference(chance, now.getUTCFullYear() - year),
      };
      chunk.push(customer);
      rows.push({
        id: customer.id, number: customer.number, branchId: branch.id, branchPath: branch.path, kind, products: customer.products,
        nameCipher: encrypt(name, "customer.name"), nameIndex: blindIndex(foldName(name), "name"),
        phoneCipher: customer.phoneCipher, phoneIndex: customer.phoneIndex, lastFourIndex: blindIndex(phone.slice(-4), "last_four"),
        birthCipher: encrypt(birthDate, "customer.birth"), birthYear: year, language: customer.language,
        tags: TAGS.filter(() => chance.happens(0.11)),
        createdAt: new Date(now.getTime() - chance.whole(100, 1_500) * DAY),
      });
    }
    await db().customer.createMany({ data: rows });
    await db().preference.createMany({
      data: chunk.flatMap(({ id, preference: said }, index) => (said ? [{ customerId: id, ...said, ...more(said, index), updatedBy: "网点柜面" }] : [])),
    });
    await db().consentEntry.createMany({
      data: chunk.flatMap(({ id, consents: entries }) =>
        entries.map((entry) => ({ customerId: id, wordingVersion: wordingOn(entry.at, entry.source, now), evidence: entry.source === "branch" ? `纸质授权书 ${id.slice(-6)}` : null, recordedBy: "demo", ...entry })),
      ),
    });
    made.push(...chunk);
  }
  await seedSuppressions(made);
  return made;
}

const HELPERS = [["王小军", "15400000101"], ["李秀兰", "15400000102"], ["张建国", "15400000103"]] as const;

/** A few named a person they trust, or want no notice of small sums. Counted, not drawn: everything else stays as it was. */
function more(said: NonNullable<SeededCustomer["preference"]>, index: number): object {
  const [name, phone] = HELPERS[index % HELPERS.length]!;
  const helper = said.elderFriendly && index % 4 === 0
    ? {
        helperNameCipher: encrypt(name, "helper.name"), helperPhoneCipher: encrypt(`+86${phone}`, "helper.phone"), helperPhoneIndex: blindIndex(`+86${phone}`, "phone"),
        helperAgreedAt: new Date("2026-09-01T02:00:00Z"), helperEvidence: "PF-20260901-7K3M9Q",
      }
    : {};
  return { smallAmountYuan: index % 6 === 0 ? 50 : null, ...helper };
}

/** Those who refused by reply are on the suppression list too, as the running system would have put them. */
async function seedSuppressions(customers: readonly SeededCustomer[]): Promise<void> {
  const refused = new Map<string, { contactIndex: Uint8Array<ArrayBuffer>; at: Date }>();
  for (const { phone, phoneIndex, consents: entries } of customers) {
    const last = entries.at(-1);
    if (last?.state === "withdrawn" && last.source === "reply") refused.set(phone, { contactIndex: phoneIndex, at: last.at });
  }
  await db().suppression.createMany({
    data: [...refused.values()].map((one) => ({ ...one, channel: "sms", purpose: "promotion", source: "reply", recordedBy: "demo" })),
  });
}
