import { parseBirthDate } from "@/lib/domain/customer/birth-date";
import { readChannel, readConsent } from "@/lib/domain/customer/cell-words";
import { foldHeader } from "@/lib/domain/customer/header";
import { readListRow, type ListKey, type ListRefusalCode } from "@/lib/domain/campaign/list-row";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import { PURPOSES, type Channel, type Purpose } from "@/lib/domain/shared/vocabulary";

export const CONSENT_FIELDS = ["channel", "purpose", "state", "at", "evidence", "wording"] as const;
export type ConsentField = (typeof CONSENT_FIELDS)[number];
/** Field → column; numbers and phones are found like those of an uploaded list. */
export type ConsentColumns = Readonly<Record<ConsentField | "number" | "phone", number | null>>;

/** Why a row proves nothing; words under `errors.consent` and `errors.list`. */
export type ConsentRefusalCode = ListRefusalCode | "consent.columns" | "consent.channel" | "consent.purpose" | "consent.state" | "consent.date" | "consent.future" | "consent.evidence" | "consent.wording";

// Whole headers as `foldHeader` leaves them; a part of one would take 授权日期 for 授权.
const HEADERS: Readonly<Record<ConsentField, readonly string[]>> = {
  channel: ["渠道", "授权渠道", "联系渠道", "触达渠道", "通知渠道", "channel", "consentchannel"],
  purpose: ["用途", "授权用途", "目的", "授权目的", "业务类型", "信息类型", "消息类型", "purpose", "consentpurpose", "messagetype"],
  state: ["客户意见", "意见", "是否同意", "是否授权", "同意", "授权", "授权状态", "授权同意", "状态", "同意或拒绝", "word", "consent", "state", "status", "consentstate", "consentstatus", "decision", "agreed", "givenorwithdrawn"],
  at: ["日期", "时间", "授权日期", "授权时间", "同意日期", "同意时间", "签署日期", "签署时间", "登记日期", "撤回日期", "date", "at", "when", "time", "consentdate", "signedon", "signedat", "dateofconsent"],
  evidence: ["凭证", "凭证号", "凭证编号", "证据", "证据编号", "授权书编号", "授权书号", "协议编号", "录音编号", "evidence", "evidenceno", "evidencereference", "reference", "proof", "document", "documentno"],
  wording: ["授权文本", "授权文本版本", "文本版本", "文本", "话术版本", "版本", "wording", "wordingversion", "version", "noticeversion"],
};

/** Finds the columns by their headers, in any order, in Chinese or English. */
export function guessConsentColumns(header: readonly string[], keys: { readonly number: number | null; readonly phone: number | null }): ConsentColumns {
  const folded = header.map(foldHeader);
  const columns = Object.fromEntries(CONSENT_FIELDS.map((field) => {
    const column = folded.findIndex((name) => HEADERS[field].includes(name));
    return [field, column === -1 ? null : column];
  })) as Record<ConsentField, number | null>;
  return { ...keys, ...columns };
}

/** What a file must say in some column; evidence and wording may be missing where every row is a refusal. */
export function lacksColumns(columns: ConsentColumns): boolean {
  const { number, phone, channel, purpose, state, at } = columns;
  return (number === null && phone === null) || [channel, purpose, state, at].includes(null);
}

const PURPOSE_WORDS: Readonly<Record<Purpose, readonly string[]>> = {
  account: ["账户通知", "账户", "账务", "交易提醒", "动账", "accountnotice"],
  loan: ["贷款服务", "贷款", "还款提醒", "信贷", "loanservice", "lending"],
  promotion: ["产品推介", "营销", "推广", "营销推广", "营销短信", "产品营销", "商业性信息", "广告", "marketing", "promotional", "productoffer", "offers", "advertising"],
  risk: ["风险提醒", "风险", "反诈", "安全提醒", "riskalert", "security"],
  education: ["金融知识", "金融教育", "知识普及", "宣教", "financialeducation"],
};
const GIVEN: readonly string[] = ["给予", "允许", "optin", "consented", "given", "granted"];
const WITHDRAWN: readonly string[] = ["撤回", "已撤回", "撤销", "退订", "拒收", "不允许", "optout", "revoked", "withdraw", "withdrawn"];

const fold = (cell: string) => cell.normalize("NFKC").toLowerCase().replace(/[\s_.-]/g, "");

/** The purpose that a cell names, in either language or by its code. */
export function readPurpose(cell: string): Purpose | null {
  const word = fold(cell);
  return PURPOSES.find((purpose) => purpose === word || PURPOSE_WORDS[purpose].includes(word)) ?? null;
}

/** Given or withdrawn; null for an empty cell and for anything unclear. */
export function readState(cell: string): "given" | "withdrawn" | null {
  const word = fold(cell);
  if (GIVEN.includes(word)) return "given";
  if (WITHDRAWN.includes(word)) return "withdrawn";
  const said = readConsent(cell);
  return said === null ? null : said ? "given" : "withdrawn";
}

const CLOCK = /[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/;

/** A day and, where it stands there, a time of the bank's clock; midnight is how spreadsheets write a day. */
function readMoment(cell: string, now: Date): Result<{ day: string; minute: number | null }, { code: "consent.date" | "consent.future" }> {
  const text = cell.normalize("NFKC").trim();
  const clock = CLOCK.exec(text);
  const day = parseBirthDate(clock ? text.slice(0, clock.index) : text, now);
  if (!day.ok) return fail({ code: day.error.code === "birth_date.future" ? "consent.future" : "consent.date" });
  const minute = clock ? Number(clock[1]) * 60 + Number(clock[2]) : 0;
  if (day.value === null || minute >= 1_440 || Number(clock?.[2] ?? 0) > 59) return fail({ code: "consent.date" });
  return ok({ day: day.value, minute: minute === 0 ? null : minute });
}

export type ConsentRow = {
  readonly key: ListKey;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly state: "given" | "withdrawn";
  /** YYYY-MM-DD in the bank's zone, and the minute of that day where the file says it. */
  readonly day: string;
  readonly minute: number | null;
  readonly evidence: string | null;
  /** Empty: under words that nobody recorded. */
  readonly wording: string;
};

export type ConsentRowContext = { readonly demo: boolean; readonly now: Date; readonly columns: number };

const EVIDENCE_MIN = 3;
const EVIDENCE_MAX = 100;

/** Reads one row of a file of consents: what a customer said, or the first reason why it proves nothing. */
export function readConsentRow(cells: readonly string[], columns: ConsentColumns, context: ConsentRowContext): Result<ConsentRow, { code: ConsentRefusalCode }> {
  const cell = (field: ConsentField) => (columns[field] === null ? "" : (cells[columns[field]] ?? "").normalize("NFKC").trim());
  if (cells.slice(context.columns).some((extra) => extra.trim() !== "")) return fail({ code: "consent.columns" });
  const key = readListRow(cells, columns, context);
  if (!key.ok) return key;
  const channel = readChannel(cell("channel"));
  if (channel === null) return fail({ code: "consent.channel" });
  const purpose = readPurpose(cell("purpose"));
  if (purpose === null) return fail({ code: "consent.purpose" });
  const state = readState(cell("state"));
  if (state === null) return fail({ code: "consent.state" });
  const moment = readMoment(cell("at"), context.now);
  if (!moment.ok) return moment;
  const evidence = cell("evidence");
  // Consent must be proved (MIIT Order 74, art. 21); a refusal needs no proof to be obeyed.
  if (evidence.length > EVIDENCE_MAX || (state === "given" && evidence.length < EVIDENCE_MIN)) return fail({ code: "consent.evidence" });
  return ok({ key: key.value, channel, purpose, state, ...moment.value, evidence: evidence || null, wording: cell("wording") });
}
