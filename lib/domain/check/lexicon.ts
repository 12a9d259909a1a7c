/** Words the checks look for, folded (NFKC, lower case); sources in domain.md §2.1, §2.2, §9. */

/** Promise of principal or return: 广告法 25, 银发〔2019〕316号. */
export const GUARANTEES = ["保本", "保收益", "保息", "稳赚", "稳赚不赔", "无风险", "零风险", "百分百收益", "收益保证", "guaranteed return", "risk-free", "risk free", "no risk"] as const;

/** 金融产品网络营销管理办法 第10条第7项: 低风险、低门槛、秒到账、高收益、低利率、无成本, and what says the same. */
export const INDUCING = ["低风险", "低门槛", "秒到账", "秒批", "高收益", "低利率", "无成本", "零门槛", "超低息", "免审核", "最高额度", "instant approval", "high return", "no cost"] as const;

export const INVESTMENT = ["理财", "基金", "净值", "信托", "资管", "收益率", "wealth management", "mutual fund"] as const;
export const RISK_WORDS = ["风险", "risk"] as const;

/** A loan whose price is named. */
export const LOAN_WORDS = ["贷", "loan", "credit"] as const;
export const ANNUAL_RATE = /年化[^，。；,.;]{0,12}\d+(\.\d+)?\s*%/u;
export const SIMPLE_INTEREST = ["单利", "simple interest"] as const;
export const PRICE = /(\d+(\.\d+)?\s*%|\d+(\.\d+)?\s*(厘|分)|日息|月息|利息低至|利率)/u;

/** Where the whole cost of a personal loan stands (个人贷款业务明示综合融资成本规定, from 2026-08-01). */
export const COST_TABLE = ["综合融资成本", "融资成本明示表", "total cost of credit"] as const;

/** Openings of a warning: an offer must look like an offer (广告法 14). */
export const ALARMS = ["紧急通知", "紧急提醒", "账户异常", "账户冻结", "风险提示", "安全提醒", "重要通知", "系统通知", "urgent", "security alert", "account suspended"] as const;

export const URGENCY = ["立即", "马上", "尽快点击", "24小时内", "逾期将", "冻结", "停用", "失效", "immediately", "within 24 hours", "suspended"] as const;

/** Asking for what a bank never asks for. */
export const SECRETS = ["验证码", "密码", "口令", "cvn", "cvv", "安全码", "身份证号", "卡号", "password", "pin code", "verification code"] as const;
export const ASKING = ["请提供", "请回复", "请输入", "请告知", "请填写", "发送至", "回复您的", "reply with", "enter your", "provide your", "send us"] as const;
export const CODE_WARNINGS = ["请勿告知他人", "切勿告知他人", "请勿泄露", "切勿泄露", "不要告诉任何人", "do not share", "never share"] as const;

/** Signatures that name nobody: refused by Order 74. */
export const VAGUE_SIGNATURES = ["系统通知", "重要提醒", "温馨提示", "安全中心", "客服中心", "通知", "提醒", "官方"] as const;

export const SHORTENERS = ["t.cn", "dwz.cn", "dwz.mk", "suo.im", "suo.nz", "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "t.co", "url.cn", "w.url.cn", "rrd.me", "985.so", "x.co", "sina.lt"] as const;

/** The exact ending carriers ask for (Alibaba, Tencent, Huawei, Volcengine: CR:0216). */
export const OPT_OUT = "拒收请回复R";
/** Ways of saying it that notices must not carry. */
export const OPT_OUT_FORMS = ["拒收请回复", "退订回", "回td退订", "回复td", "回t退订", "退订请回复", "to opt out reply", "reply stop"] as const;

/** Words that a customer who asked for plain texts should not have to look up (适老化: 一看就懂). */
export const JARGON = [
  "授信", "征信", "放款", "代扣", "净值", "敞口", "展期", "贴现", "质押", "头寸", "平仓", "轧差", "本息和", "小程序", "公众号", "二维码", "扫码", "登录", "点击", "届时", "知悉", "敬请", "惠存",
  "lpr", "app", "ecif", "otp", "h5", "u盾", "log in", "click", "scan", "qr code", "portal", "collateral", "delinquent", "disbursement",
] as const;

/**
 * What a question for consent must say (通信短信息服务管理规定 18): of what kind the texts will be, how often, for how long.
 * One match is enough.
 */
export const CONSENT_TERMS = {
  type: [/产品|推介|优惠|活动|营销|理财|贷款|保险|金融知识|通知|提醒|服务信息/u, /\b(offers?|products?|promotion(al|s)?|loans?|news|notices?|reminders?)\b/u],
  frequency: [
    /每\s*(\d+|[一二两三四五六七八九十半])?\s*个?\s*(天|日|周|星期|月|季度?|年)/u, /(一|\d+)\s*(天|日|周|星期|个?月|季度?|年)\s*(内)?\s*(最多|不超过|至多)/u, /不定期/u,
    /\b(daily|weekly|monthly|quarterly|yearly)\b/u, /\b(a|per|each|every)\s+(day|week|month|quarter|year)\b/u,
  ],
  duration: [
    /有效期|期限|为期|截至|截止|长期有效|直至|直到/u, /(\d+|[一二两三四五六七八九十半]+)\s*个?(月|年)内?有效/u, /至\s*\d{4}\s*年/u,
    /\b(until|valid for|valid till|expires?|for (\d+|one|two|three|six|twelve) (days?|weeks?|months?|years?))\b/u,
  ],
} as const satisfies Record<string, readonly RegExp[]>;
