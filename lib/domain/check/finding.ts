/** Rules of the content check; words in i18n `check.<rule>`. */
export const FINDING_RULES = [
  "text_empty", "text_too_long", "placeholder_malformed", "placeholder_undeclared", "variable_unused",
  "opt_out_missing", "opt_out_in_notice", "signature_inside", "signature_unknown", "signature_vague",
  "card_number", "id_number", "phone_number", "secret_asked", "code_outside_code_text", "code_without_warning",
  "link_unregistered", "link_shortened", "link_not_https", "link_disguised", "link_in_risk", "link_for_elderly", "link_in_call",
  "contact_unregistered",
  "guarantee", "inducing", "investment_without_risk", "price_without_annual_rate", "alarm_in_promotion", "urgency", "urgency_with_link",
  "hidden_characters", "mixed_script", "unsupported_characters", "personal_in_promotion", "no_anchor",
  "elderly_too_long", "elderly_without_hotline", "elderly_jargon", "promotion_too_long",
  "promotion_without_contact", "cost_table_missing", "links_many", "contacts_many", "variables_adjacent",
  "consent_type_missing", "consent_frequency_missing", "consent_duration_missing", "answer_variable", "page_link_variable", "page_code_variable",
] as const;
export type FindingRule = (typeof FINDING_RULES)[number];

export type Finding = {
  readonly rule: FindingRule;
  /** In which text of a version, where it has two; absent: in the one that everybody gets. */
  readonly of?: "elder";
  /** An error blocks submission; a warning asks the author for a reason. */
  readonly severity: "error" | "warning";
  /** Place in the text as written, UTF-16 units, end excluded. */
  readonly from: number;
  readonly to: number;
  readonly excerpt: string;
  /** Law, standard or provider rule with its article; null where it is the bank's own judgement. */
  readonly instrument: string | null;
  readonly evidence: Readonly<Record<string, string | number>>;
};

type Sort = { readonly severity: Finding["severity"]; readonly instrument: string | null };

const ORDER_74 = "通信短信息服务管理规定（工信部令第74号）";
const ADVERTISING = "广告法";
const MARKETING_2026 = "金融产品网络营销管理办法（2026）第10条";
const CARRIER = "运营商与云通信平台规则";
const DATA_CLASSES = "JR/T 0171-2020 个人金融信息保护技术规范";
const CONSENT_REQUEST = "通信短信息服务管理规定第18条：征求同意须说明类型、频次和期限";
const NCSC = "NCSC Business communications: SMS best practice";

/** How grave each rule is and what it rests on (domain.md §2.2–2.5, §9). */
export const RULES: Readonly<Record<FindingRule, Sort>> = {
  text_empty: { severity: "error", instrument: null },
  text_too_long: { severity: "error", instrument: `${CARRIER}：内容不超过500字` },
  placeholder_malformed: { severity: "error", instrument: null },
  placeholder_undeclared: { severity: "error", instrument: null },
  variable_unused: { severity: "warning", instrument: null },
  opt_out_missing: { severity: "error", instrument: `${ORDER_74}；${ADVERTISING}第43条；CR:0216` },
  opt_out_in_notice: { severity: "error", instrument: `${CARRIER}：通知短信不得含退订` },
  signature_inside: { severity: "error", instrument: `${CARRIER}：正文不得含【】` },
  signature_unknown: { severity: "error", instrument: ORDER_74 },
  signature_vague: { severity: "error", instrument: `${ORDER_74}：须标明真实发送者` },
  card_number: { severity: "error", instrument: `${DATA_CLASSES} C2` },
  id_number: { severity: "error", instrument: `${DATA_CLASSES} C2` },
  phone_number: { severity: "error", instrument: `${DATA_CLASSES} C2` },
  secret_asked: { severity: "error", instrument: NCSC },
  code_outside_code_text: { severity: "error", instrument: `${DATA_CLASSES} C3` },
  code_without_warning: { severity: "error", instrument: NCSC },
  link_unregistered: { severity: "error", instrument: `${CARRIER}：链接须报备（2025）` },
  link_shortened: { severity: "error", instrument: NCSC },
  link_not_https: { severity: "error", instrument: NCSC },
  link_disguised: { severity: "error", instrument: NCSC },
  link_in_risk: { severity: "error", instrument: "反电信网络诈骗法第30条" },
  link_for_elderly: { severity: "error", instrument: "无障碍环境建设法第39、40条" },
  link_in_call: { severity: "error", instrument: `${CARRIER}：语音模板不得含链接` },
  contact_unregistered: { severity: "error", instrument: `${CARRIER}：联系方式须报备（2025）` },
  guarantee: { severity: "error", instrument: `${ADVERTISING}第25条；银发〔2019〕316号` },
  inducing: { severity: "error", instrument: MARKETING_2026 },
  investment_without_risk: { severity: "error", instrument: `${ADVERTISING}第25条` },
  price_without_annual_rate: { severity: "error", instrument: "中国人民银行公告〔2021〕第3号" },
  alarm_in_promotion: { severity: "error", instrument: `${ADVERTISING}第14条` },
  urgency: { severity: "warning", instrument: NCSC },
  urgency_with_link: { severity: "error", instrument: NCSC },
  hidden_characters: { severity: "error", instrument: NCSC },
  mixed_script: { severity: "error", instrument: NCSC },
  unsupported_characters: { severity: "warning", instrument: `${CARRIER}：isv.UNSUPPORTED_CONTENT` },
  personal_in_promotion: { severity: "error", instrument: DATA_CLASSES },
  no_anchor: { severity: "warning", instrument: NCSC },
  elderly_too_long: { severity: "warning", instrument: "关于切实解决老年人运用智能技术困难的实施方案" },
  elderly_without_hotline: { severity: "warning", instrument: "关于切实解决老年人运用智能技术困难的实施方案" },
  elderly_jargon: { severity: "warning", instrument: "关于切实解决老年人运用智能技术困难的实施方案" },
  consent_type_missing: { severity: "warning", instrument: CONSENT_REQUEST },
  consent_frequency_missing: { severity: "warning", instrument: CONSENT_REQUEST },
  consent_duration_missing: { severity: "warning", instrument: CONSENT_REQUEST },
  answer_variable: { severity: "error", instrument: null },
  page_link_variable: { severity: "error", instrument: null },
  page_code_variable: { severity: "error", instrument: null },
  promotion_too_long: { severity: "warning", instrument: null },
  promotion_without_contact: { severity: "error", instrument: `${ADVERTISING}第43条` },
  cost_table_missing: { severity: "warning", instrument: "个人贷款业务明示综合融资成本规定（2026-08-01）" },
  links_many: { severity: "error", instrument: `${CARRIER}：每个模板至多1个链接（2025）` },
  contacts_many: { severity: "error", instrument: `${CARRIER}：每个模板至多2个联系方式（2025）` },
  variables_adjacent: { severity: "warning", instrument: `${CARRIER}：变量之间须有文字` },
};

/** A finding of a rule at a place. */
export function finding(rule: FindingRule, text: string, from: number, to: number, evidence: Finding["evidence"] = {}): Finding {
  return { rule, ...RULES[rule], from, to, excerpt: text.slice(from, to).slice(0, 60), evidence };
}

/** Under what an author's reason for a warning is kept: the two texts of a version have reasons of their own. */
export function reasonKey({ rule, of }: Pick<Finding, "rule" | "of">): string {
  return of === undefined ? rule : `${of}.${rule}`;
}
