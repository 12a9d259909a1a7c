import type { Channel, Language } from "@/lib/domain/shared/vocabulary";

const CHANNEL_WORDS: Readonly<Record<Channel, readonly string[]>> = {
  sms: ["短信", "短消息", "手机短信", "短讯", "sms", "text", "textmessage"],
  voice: ["电话", "语音", "来电", "致电", "voice", "call", "phone", "phonecall"],
  email: ["邮件", "电子邮件", "邮箱", "email", "mail"],
};
const YES_WORDS = [
  "是",
  "同意",
  "已同意",
  "已授权",
  "授权",
  "有",
  "接受",
  "yes",
  "y",
  "true",
  "1",
  "agree",
  "agreed",
  "given",
  "√",
];
const NO_WORDS = [
  "否",
  "不同意",
  "未同意",
  "未授权",
  "不授权",
  "拒绝",
  "无",
  "没有",
  "不接受",
  "no",
  "n",
  "false",
  "0",
  "declined",
  "refused",
  "withdrawn",
  "×",
];
const LANGUAGE_WORDS: Readonly<Record<Language, readonly string[]>> = {
  "zh-CN": ["中文", "汉语", "普通话", "简体中文", "zhcn", "zhhans", "zh", "chinese", "cn"],
  en: ["英文", "英语", "en", "enus", "engb", "english"],
};

/** What product risk a customer was found to bear, as banks' assessments call it, from the most careful on. */
const RISK_WORDS: readonly (readonly string[])[] = [
  ["c1", "r1", "1", "保守型", "保守", "谨慎型", "谨慎", "conservative"],
  ["c2", "r2", "2", "稳健型", "稳健", "prudent", "steady", "moderatelyconservative"],
  ["c3", "r3", "3", "平衡型", "平衡", "balanced", "moderate"],
  ["c4", "r4", "4", "成长型", "成长", "积极型", "growth", "moderatelyaggressive"],
  ["c5", "r5", "5", "进取型", "进取", "激进型", "激进", "aggressive"],
];

const fold = (cell: string) =>
  cell
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_.-]/g, "");
const holding = <T extends string>(words: Readonly<Record<T, readonly string[]>>, cell: string): T | null => {
  const word = fold(cell);
  for (const key of Object.keys(words) as T[]) if (words[key].includes(word)) return key;
  return null;
};

/** 短信, 电话, 邮件 or their like; null for anything else. */
export function readChannel(cell: string): Channel | null {
  return holding(CHANNEL_WORDS, cell);
}

/** 是 or 否; null for an empty cell and for anything unclear: what is not plainly a consent is none. */
export function readConsent(cell: string): boolean | null {
  const word = fold(cell);
  if (YES_WORDS.includes(word)) return true;
  return NO_WORDS.includes(word) ? false : null;
}

/** 中文 or English; null for anything else. */
export function readLanguage(cell: string): Language | null {
  return holding(LANGUAGE_WORDS, cell);
}

/** 社保卡、惠农e贷 → two products; also , ; ， ； and | between them; repeated ones once. */
export function readList(cell: string): string[] {
  const parts = cell.split(/[、,;，；|\r\n]/).map((part) => part.trim().slice(0, 60));
  return [...new Set(parts.filter((part) => part !== ""))].slice(0, 30);
}

/** An address of the plain form that banks collect; null for anything else. */
export function readEmail(cell: string): string | null {
  const email = cell.normalize("NFKC").trim();
  return email.length <= 254 && /^[\w.+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/.test(email)
    ? email
    : null;
}

/** C1 to C5, R1 to R5 or the name of a type, as 1 to 5; null for anything else: nobody is taken to bear what was not said. */
export function readRiskTolerance(cell: string): number | null {
  const word = fold(cell);
  // Written as both: "C3 平衡型", "C3（平衡型）", "平衡型C3".
  const parts = [word, ...[/(?<![a-z0-9])[cr][1-5](?!\d)/u, /[\p{Script=Han}]+/u].flatMap((part) => part.exec(word)?.[0] ?? [])];
  const levels = new Set(parts.map((part) => RISK_WORDS.findIndex((words) => words.includes(part))).filter((level) => level !== -1));
  const [level] = levels;
  return levels.size === 1 && level !== undefined ? level + 1 : null;
}
