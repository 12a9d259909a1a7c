/**
 * What a rule rests on, by its official title. English titles and short forms are words (i18n `policy.instrument`).
 * Only the row's dates say when an instrument governs: see packs/.
 */
export const INSTRUMENTS = {
  miit_31: "通信短信息服务管理规定（工信部令第31号）",
  miit_74: "通信短信息服务管理规定（工信部令第74号）",
  pipl: "个人信息保护法",
  data_security: "网络数据安全管理条例",
  civil_code: "民法典",
  advertising: "广告法",
  anti_fraud: "反电信网络诈骗法",
  call_plan: "综合整治骚扰电话专项行动方案（十三部门，2018）",
  suitability: "金融机构产品适当性管理办法（金融监管总局令2025年第7号）",
  consumer_2022: "银行保险机构消费者权益保护管理办法（银保监会令2022年第9号）",
  elderly_2021: "关于解决老年人运用智能技术困难的通知（银保监会2021年3月）",
  signature_filing: "短信签名实名制报备（信管局〔2023〕794号）",
  link_control: "运营商链接与联系方式管控（2025）",
  provider_content: "短信服务商金融内容要求",
  fee_practice: "银行小额动账短信惯例（2023–2026）",
  carrier_hours: "运营商与短信服务商发送时段要求",
  carrier_frequency: "运营商与短信服务商发送频次要求",
  bank_rule: "本行规则",
  hk_uemo: "Unsolicited Electronic Messages Ordinance (Cap. 593)",
  hk_pdpo: "Personal Data (Privacy) Ordinance (Cap. 486)",
  hk_ssrs: "SMS Sender Registration Scheme (OFCA)",
  sg_pdpa: "Personal Data Protection Act 2012",
  sg_ssir: "SMS Sender ID Registry (IMDA)",
  sg_mas_abs: "MAS/ABS measures of 2022-01-19",
  us_tcpa: "47 CFR 64.1200",
  us_fcc_24_24: "FCC 24-24",
  us_10dlc: "CTIA 10DLC",
  gb_pecr: "Privacy and Electronic Communications Regulations 2003",
  gb_ncsc: "NCSC: Business communications, SMS and telephone best practice",
  eu_eprivacy: "Directive 2002/58/EC",
  eu_gdpr: "Regulation (EU) 2016/679",
  in_tcccpr: "TRAI TCCCPR 2018",
} as const;
export type InstrumentCode = keyof typeof INSTRUMENTS;
