import { db } from "@/lib/server/db/client";
import type { SeededPerson } from "./organisation";

const DAY = 86_400_000;

/** The demo bank's older words for offers, until when consents cite them, and those that follow. */
export const OLDER_WORDING = "2025-1";
export const CURRENT_WORDING = "2026-1";
export const currentSince = (now: Date) => new Date(now.getTime() - 365 * DAY);

/** Words to agree to: two generations for offers, one for lessons, and a draft that waits for a reviewer. */
export async function seedWordings(author: SeededPerson, reviewer: SeededPerson, now: Date): Promise<void> {
  const since = currentSince(now);
  const before = new Date(now.getTime() - 1_000 * DAY);
  const published = (effectiveFrom: Date) => ({ state: "published", effectiveFrom, publishedAt: effectiveFrom, createdAt: new Date(effectiveFrom.getTime() - 3 * DAY), approvedById: reviewer.id, approvedBy: reviewer.name });
  const by = { createdById: author.id, createdBy: author.name };
  await db().consentWording.createMany({
    data: [
      {
        version: OLDER_WORDING, purpose: "promotion", ...by, ...published(before), durationMonths: null,
        textZh: "本人同意鸿雁示范银行通过短信向本人发送存款、贷款和理财产品信息。本人可随时回复 R 退订。", textEn: "I agree that Hongyan Demo Bank sends me news of deposits, loans and investment products by text. I may reply R at any time to stop them.",
        frequencyZh: "每月不超过 4 条", frequencyEn: "no more than 4 a month",
      },
      {
        version: CURRENT_WORDING, purpose: "promotion", ...by, ...published(since), durationMonths: 36, renewBy: new Date(now.getTime() + 120 * DAY),
        textZh: "本人同意鸿雁示范银行通过短信向本人发送适合本人的存款、贷款和理财产品信息，由本行自有号码发出，不向第三方提供本人信息。本人可随时回复 R、到网点或在偏好页面撤回同意，撤回不影响银行服务。",
        textEn: "I agree that Hongyan Demo Bank texts me news of deposits, loans and investment products that suit me, from the bank's own number, and gives my data to nobody else. I may withdraw at any time by replying R, at a branch or on my preference page; my banking services stay the same.",
        frequencyZh: "每月不超过 2 条", frequencyEn: "no more than 2 a month",
      },
      {
        version: "EDU-2026", purpose: "education", ...by, ...published(since), durationMonths: null,
        textZh: "本人同意接收鸿雁示范银行的金融知识短信，内容不含产品推介。", textEn: "I agree to receive lessons in financial knowledge from Hongyan Demo Bank by text; they carry no offers.",
        frequencyZh: "每周不超过 1 条", frequencyEn: "no more than 1 a week",
      },
      {
        version: "2027-1", purpose: "promotion", ...by, state: "draft", createdAt: new Date(now.getTime() - DAY), durationMonths: 24,
        textZh: "本人同意鸿雁示范银行通过短信和邮件向本人发送产品信息。本人可随时撤回同意，方式与给出同意一样方便。", textEn: "I agree that Hongyan Demo Bank sends me product news by text and e-mail. I may withdraw at any time, as easily as I agreed.",
        frequencyZh: "每月不超过 2 条", frequencyEn: "no more than 2 a month",
      },
    ],
  });
}

/** What a demo consent cites: a reply was not given under printed words, the rest under those in force on its day. */
export function wordingOn(at: Date, source: string, now: Date): string {
  if (source === "reply") return "reply";
  return at >= currentSince(now) ? CURRENT_WORDING : OLDER_WORDING;
}
