import { randomInt } from "node:crypto";
import type { Purpose } from "@/lib/domain/shared/vocabulary";
import { db } from "@/lib/server/db/client";

export type WordingWish = {
  version?: string;
  purpose?: Purpose;
  state?: "draft" | "published" | "retired";
  durationMonths?: number | null;
  effectiveFrom?: Date;
  renewBy?: Date | null;
  requestTemplate?: string | null;
  authorId?: string;
};

/** Words to agree to; published by somebody else than their author unless said. */
export async function makeWording(wish: WordingWish = {}) {
  const { version = `W${process.pid}-${randomInt(1_000_000_000)}`, purpose = "promotion", state = "published", durationMonths = null, renewBy = null, requestTemplate = null } = wish;
  const effectiveFrom = wish.effectiveFrom ?? new Date("2026-01-01T00:00:00Z");
  return db().consentWording.create({
    data: {
      version, purpose, state, durationMonths, effectiveFrom, renewBy, requestTemplate,
      textZh: `我同意接收产品信息（${version}）。`, textEn: `I agree to receive product news (${version}).`, frequencyZh: "每月不超过2条", frequencyEn: "no more than 2 a month",
      createdById: wish.authorId ?? "author", createdBy: "作者", ...(state === "draft" ? {} : { approvedById: "reviewer", approvedBy: "审核人", publishedAt: effectiveFrom }),
    },
    select: { id: true, version: true, purpose: true, effectiveFrom: true },
  });
}
