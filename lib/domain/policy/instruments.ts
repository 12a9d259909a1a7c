/**
 * What a rule rests on, by its official title. English titles and short forms are words (i18n `policy.instrument`).
 * Only the row's dates say when an instrument governs: see packs/.
 */
export const INSTRUMENTS = {
  miit_31: "通信短信息服务管理规定（工信部令第31号）",
  miit_74: "通信短信息服务管理规定（工信部令第74号）",
  pipl: "个人信息保护法",
  civil_code: "民法典",
  anti_fraud: "反电信网络诈骗法",
  call_plan: "综合整治骚扰电话专项行动方案（十三部门，2018）",
  carrier_hours: "运营商与短信服务商发送时段要求",
  carrier_frequency: "运营商与短信服务商发送频次要求",
  bank_rule: "本行规则",
} as const;
export type InstrumentCode = keyof typeof INSTRUMENTS;
