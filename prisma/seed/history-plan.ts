import type { Purpose } from "@/lib/domain/shared/vocabulary";

export type PlannedCampaign = {
  name: string; key: string; daysAgo: number; hour: number; branches: readonly string[]; products?: readonly string[];
  values?: Readonly<Record<string, string>>; end?: "completed" | "paused" | "cancelled"; author: string;
};

/** What the demo bank's branches sent to many in the last three months, oldest first. */
export const CAMPAIGNS: readonly PlannedCampaign[] = [
  { name: "秋季反诈提醒", key: "risk.fraud-wave", daysAgo: 86, hour: 10, branches: ["HN-03", "GX-01"], values: { who: "社保局" }, author: "officer@demo" },
  { name: "中秋前密码安全小课", key: "edu.password", daysAgo: 74, hour: 9, branches: ["HN-02"], author: "officer.hn@demo" },
  { name: "浏阳烟花商户流水贷", key: "promo.merchant", daysAgo: 66, hour: 10, branches: ["HN-01"], author: "officer.hn-01@demo" },
  { name: "民勤秋收惠农e贷", key: "promo.huinong", daysAgo: 58, hour: 11, branches: ["GS"], products: ["粮食补贴账户", "惠农e贷"], author: "officer.gs-04@demo" },
  { name: "网点营业时间调整（平江）", key: "account.hours", daysAgo: 52, hour: 15, branches: ["HN-02"], values: { branch: "平江支行", hours: "9:00-17:00", card: "0000" }, author: "officer.hn-02@demo" },
  { name: "远离非法贷款", key: "edu.cash-loan", daysAgo: 45, hour: 10, branches: ["GS-01"], author: "officer@demo" },
  { name: "存款保险知识月", key: "edu.insurance", daysAgo: 37, hour: 9, branches: ["GX-01"], author: "officer.gx-01@demo" },
  { name: "三年期存款利率告知", key: "promo.deposit", daysAgo: 30, hour: 10, branches: ["HQ"], products: ["养老储蓄", "代发工资"], author: "officer@demo" },
  { name: "陇西养老金账户说明会", key: "promo.pension-class", daysAgo: 23, hour: 14, branches: ["GS-03"], values: { branch: "陇西支行" }, author: "officer.gs-03@demo" },
  { name: "阳朔收款码减免", key: "promo.code-pay", daysAgo: 16, hour: 10, branches: ["GX-02"], values: { branch: "阳朔支行" }, author: "officer.gx-02@demo", end: "cancelled" },
  { name: "远离非法贷款（龙胜）", key: "edu.cash-loan", daysAgo: 20, hour: 15, branches: ["GX-03"], author: "officer@demo" },
  { name: "冬季反诈提醒", key: "risk.fraud-wave", daysAgo: 11, hour: 10, branches: ["HN-04", "GS-02"], values: { who: "快递客服" }, author: "officer@demo" },
  { name: "密码安全小课（凤凰）", key: "edu.password", daysAgo: 8, hour: 9, branches: ["HN-03"], author: "officer.hn-03@demo" },
  { name: "商户流水贷回访", key: "promo.merchant", daysAgo: 5, hour: 11, branches: ["HN"], products: ["商户流水贷"], author: "officer.hn@demo", end: "paused" },
  { name: "年末存款利率告知", key: "promo.deposit", daysAgo: 2, hour: 10, branches: ["GX", "GS"], products: ["养老储蓄"], author: "officer@demo" },
];

/** Single notices that bank systems post: how many a day of each, and the purpose they have. */
export const DAILY_NOTICES: readonly { readonly key: string; readonly purpose: Purpose; readonly perDay: number }[] = [
  { key: "account.credit", purpose: "account", perDay: 110 }, { key: "account.debit", purpose: "account", perDay: 95 }, { key: "account.subsidy", purpose: "account", perDay: 12 },
  { key: "loan.due-soon", purpose: "loan", perDay: 34 }, { key: "loan.repaid", purpose: "loan", perDay: 28 }, { key: "loan.received", purpose: "loan", perDay: 6 },
  { key: "risk.strange-device", purpose: "risk", perDay: 3 }, { key: "risk.payment-stopped", purpose: "risk", perDay: 2 },
];

export const HISTORY_DAYS = 90;
