import type { Role } from "@/lib/domain/shared/vocabulary";

export type SeedBranch = { code: string; name: string; nameEn: string; kind: "head_office" | "province" | "branch"; parent: string | null };

/** The demo bank: a head office, three provinces, four county branches in each. */
export const BRANCHES: readonly SeedBranch[] = [
  { code: "HQ", name: "总行", nameEn: "Head office", kind: "head_office", parent: null },
  { code: "HN", name: "湖南省分行", nameEn: "Hunan", kind: "province", parent: "HQ" },
  { code: "HN-01", name: "浏阳支行", nameEn: "Liuyang", kind: "branch", parent: "HN" },
  { code: "HN-02", name: "平江支行", nameEn: "Pingjiang", kind: "branch", parent: "HN" },
  { code: "HN-03", name: "凤凰支行", nameEn: "Fenghuang", kind: "branch", parent: "HN" },
  { code: "HN-04", name: "安化支行", nameEn: "Anhua", kind: "branch", parent: "HN" },
  { code: "GS", name: "甘肃省分行", nameEn: "Gansu", kind: "province", parent: "HQ" },
  { code: "GS-01", name: "榆中支行", nameEn: "Yuzhong", kind: "branch", parent: "GS" },
  { code: "GS-02", name: "临洮支行", nameEn: "Lintao", kind: "branch", parent: "GS" },
  { code: "GS-03", name: "陇西支行", nameEn: "Longxi", kind: "branch", parent: "GS" },
  { code: "GS-04", name: "民勤支行", nameEn: "Minqin", kind: "branch", parent: "GS" },
  { code: "GX", name: "广西壮族自治区分行", nameEn: "Guangxi", kind: "province", parent: "HQ" },
  { code: "GX-01", name: "武鸣支行", nameEn: "Wuming", kind: "branch", parent: "GX" },
  { code: "GX-02", name: "阳朔支行", nameEn: "Yangshuo", kind: "branch", parent: "GX" },
  { code: "GX-03", name: "龙胜支行", nameEn: "Longsheng", kind: "branch", parent: "GX" },
  { code: "GX-04", name: "靖西支行", nameEn: "Jingxi", kind: "branch", parent: "GX" },
];

export type SeedPerson = { login: string; name: string; roles: Role[]; branch: string };

/** Twenty-one people; the first five are the ones a newcomer is shown: changes of rules need two administrators. */
export const PEOPLE: readonly SeedPerson[] = [
  { login: "officer@demo", name: "周岚", roles: ["officer"], branch: "HQ" },
  { login: "reviewer@demo", name: "李娜", roles: ["reviewer"], branch: "HQ" },
  { login: "manager@demo", name: "陈国栋", roles: ["manager"], branch: "HQ" },
  { login: "admin@demo", name: "吴静", roles: ["administrator"], branch: "HQ" },
  { login: "admin2@demo", name: "孙维", roles: ["administrator"], branch: "HQ" },
  { login: "officer.hn@demo", name: "彭湘", roles: ["officer"], branch: "HN" },
  { login: "officer.hn-01@demo", name: "易小满", roles: ["officer"], branch: "HN-01" },
  { login: "officer.hn-02@demo", name: "凌志远", roles: ["officer"], branch: "HN-02" },
  { login: "officer.hn-03@demo", name: "田阿朵", roles: ["officer"], branch: "HN-03" },
  { login: "officer.hn-04@demo", name: "蒋文斌", roles: ["officer"], branch: "HN-04" },
  { login: "officer.gs-01@demo", name: "马晓燕", roles: ["officer"], branch: "GS-01" },
  { login: "officer.gs-02@demo", name: "魏建军", roles: ["officer"], branch: "GS-02" },
  { login: "officer.gs-03@demo", name: "汪秀兰", roles: ["officer"], branch: "GS-03" },
  { login: "officer.gs-04@demo", name: "石磊", roles: ["officer"], branch: "GS-04" },
  { login: "officer.gx-01@demo", name: "韦春燕", roles: ["officer"], branch: "GX-01" },
  { login: "officer.gx-02@demo", name: "莫子谦", roles: ["officer"], branch: "GX-02" },
  { login: "reviewer.hn@demo", name: "欧阳倩", roles: ["reviewer"], branch: "HN" },
  { login: "reviewer.gs@demo", name: "赵海龙", roles: ["reviewer"], branch: "GS" },
  { login: "manager.hn@demo", name: "谭立新", roles: ["manager"], branch: "HN" },
  { login: "manager.gs@demo", name: "杨卓玛", roles: ["manager"], branch: "GS" },
  { login: "manager.gx@demo", name: "黄少华", roles: ["manager"], branch: "GX" },
];

/** Signatures filed with all carriers, one still being filed. */
export const SIGNATURES = [
  { text: "鸿雁银行", state: "filed" },
  { text: "鸿雁普惠", state: "filed" },
  { text: "鸿雁惠农", state: "filing" },
] as const;

// Hosts under .example are reserved (RFC 2606): no demo text can lead to a real site.
export const LINKS = [
  { host: "m.hongyan-bank.example", note: "手机银行官网" },
  { host: "edu.hongyan-bank.example", note: "金融知识学堂" },
] as const;

export const HOTLINE = "95599000";
export const CONTACTS = [{ number: HOTLINE, note: "客户服务热线（演示号码）" }] as const;
