import type { Language, Purpose } from "@/lib/domain/shared/vocabulary";
import type { TemplateUse } from "@/lib/domain/template/use";
import type { TemplateVariable } from "@/lib/domain/template/variable";

export type SeedTemplate = {
  key: string; name: string; purpose: Purpose; language?: Language; elderFriendly?: boolean; signature?: string;
  text: string; variables: TemplateVariable[];
  /** For those who get elder-friendly texts: one segment, no link, a number where somebody answers. */
  elderText?: string;
  /** A notice unless said. */
  use?: TemplateUse;
  /** What state the newest version is in; approved unless said. */
  state?: "draft" | "in_review" | "returned" | "approved";
  /** Text of the approved version before the newest one, where there is one. */
  before?: string;
};

const name: TemplateVariable = { name: "name", kind: "name", label: "客户姓名", maxLength: 6, sample: "王秀英" };
const card: TemplateVariable = { name: "card", kind: "lastFour", label: "账号后四位", sample: "6789" };
const amount: TemplateVariable = { name: "amount", kind: "money", label: "金额", sample: "1234.50" };
const date: TemplateVariable = { name: "date", kind: "date", label: "日期", sample: "2026-12-05" };
const code: TemplateVariable = { name: "code", kind: "code", label: "验证码", maxLength: 6, sample: "386027" };
const link: TemplateVariable = { name: "link", kind: "link", label: "客户页面链接", maxLength: 120, sample: "https://m.hongyan-bank.example/preferences/abc" };
const text = (key: string, label: string, maxLength: number, sample: string): TemplateVariable => ({ name: key, kind: "text", label, maxLength, sample });

const HOTLINE = "95599000";
const R = "拒收请回复R";

/** Notices of all purposes, forty and what the customers' pages send,, as a county bank writes them. */
export const TEMPLATES: readonly SeedTemplate[] = [
  // account: what happened on the account
  { key: "account.credit", name: "入账通知", purpose: "account", text: "您尾号${card}的账户${date}入账${amount}元。如有疑问请致电95599000。", elderText: "您的账户（尾号${card}）${date}进账${amount}元。不清楚请拨95599000，有人接听。", variables: [card, date, amount] },
  { key: "account.debit", name: "支出通知", purpose: "account", text: "您尾号${card}的账户${date}支出${amount}元。如非本人操作请致电95599000。", variables: [card, date, amount] },
  { key: "account.salary", name: "工资到账", purpose: "account", text: "您尾号${card}的账户${date}代发工资${amount}元已到账。", variables: [card, date, amount] },
  { key: "account.subsidy", name: "惠农补贴到账", purpose: "account", text: "您尾号${card}的账户${date}收到${kind}${amount}元。", variables: [card, date, text("kind", "补贴名称", 10, "耕地地力保护补贴"), amount],
    before: "您尾号${card}的账户${date}收到惠农补贴${amount}元。" },
  { key: "account.pension", name: "养老金到账（适老）", purpose: "account", elderFriendly: true, text: "您尾号${card}的账户养老金${amount}元已到账。咨询请拨95599000，有人接听。", variables: [card, amount] },
  { key: "account.code", name: "动态验证码", purpose: "account", text: "验证码${code}，5分钟内有效，请勿告知他人。", variables: [code] },
  { key: "account.card-ready", name: "社保卡可领取", purpose: "account", text: "${name}您好，您的社保卡已到${branch}，请带身份证件领取。", variables: [name, text("branch", "网点名称", 8, "浏阳支行")] },
  { key: "account.id-expiring", name: "证件将到期提醒", purpose: "account", text: "${name}您好，您尾号${card}账户登记的证件将于${date}到期，请到网点更新。", variables: [name, card, date] },
  { key: "account.fee-waived", name: "小额账户免费告知", purpose: "account", text: "您尾号${card}的账户自${date}起免收小额账户管理费，无需办理。", variables: [card, date] },
  { key: "account.hours", name: "网点营业时间调整", purpose: "account", text: "${branch}自${date}起营业时间调整为${hours}，尾号${card}账户业务不受影响。", variables: [text("branch", "网点名称", 8, "平江支行"), date, text("hours", "营业时间", 14, "9:00-17:00"), card] },
  { key: "account.statement", name: "月度对账单", purpose: "account", text: "您尾号${card}的账户${month}对账单已生成，可在手机银行查看。", variables: [card, text("month", "月份", 4, "11月")] },
  { key: "account.credit-en", name: "Credit notice (English)", purpose: "account", language: "en", text: "Your account ending ${card} received CNY ${amount} on ${date}.", variables: [card, amount, date] },

  // loan: application and repayment
  { key: "loan.received", name: "贷款申请已受理", purpose: "loan", text: "${name}您好，您的贷款申请已受理，编号尾号${card}，预计${days}个工作日内答复。", variables: [name, card, text("days", "工作日数", 2, "3")] },
  { key: "loan.materials", name: "补充材料提醒", purpose: "loan", text: "${name}您好，您的贷款申请还缺：${items}。请于${date}前送到${branch}。", variables: [name, text("items", "缺少的材料", 20, "营业执照复印件"), date, text("branch", "网点名称", 8, "榆中支行")] },
  { key: "loan.approved", name: "贷款审批通过", purpose: "loan", text: "${name}您好，您的贷款申请已通过，请于${date}前到${branch}签约。", variables: [name, date, text("branch", "网点名称", 8, "榆中支行")],
    before: "${name}您好，您的贷款已通过，请到${branch}签约。" },
  { key: "loan.declined", name: "贷款未通过告知", purpose: "loan", text: "${name}您好，您的贷款申请本次未通过。原因可到${branch}查询，也可申请复核。", variables: [name, text("branch", "网点名称", 8, "榆中支行")] },
  { key: "loan.paid-out", name: "贷款已发放", purpose: "loan", text: "您尾号${card}的账户${date}收到贷款${amount}元，请按约定用途使用。", variables: [card, date, amount] },
  { key: "loan.due-soon", name: "还款日提醒", purpose: "loan", text: "${name}您好，您尾号${card}的贷款应于${date}还款${amount}元，请在还款账户留足余额。", elderText: "${name}您好，您的贷款${date}要还${amount}元。不清楚请拨95599000，有人接听。", variables: [name, card, date, amount] },
  { key: "loan.due-soon-elder", name: "还款日提醒（适老）", purpose: "loan", elderFriendly: true, text: "${name}您好，您的贷款${date}要还${amount}元。不清楚请拨95599000，有人接听。", variables: [name, date, amount] },
  { key: "loan.repaid", name: "还款成功", purpose: "loan", text: "您尾号${card}的贷款${date}还款${amount}元成功。", variables: [card, date, amount] },
  { key: "loan.past-due", name: "还款逾期告知", purpose: "loan", text: "${name}您好，您尾号${card}的贷款有${amount}元未按期归还。如有困难可到${branch}商量还款安排。", variables: [name, card, amount, text("branch", "网点名称", 8, "龙胜支行")] },
  { key: "loan.settled", name: "贷款结清", purpose: "loan", text: "${name}您好，您尾号${card}的贷款已于${date}结清，抵押物可到${branch}解除登记。", variables: [name, card, date, text("branch", "网点名称", 8, "龙胜支行")] },
  { key: "loan.renewal", name: "无还本续贷可申请", purpose: "loan", text: "${name}您好，您尾号${card}的贷款${date}到期，符合续贷条件的可提前到${branch}申请。", variables: [name, card, date, text("branch", "网点名称", 8, "靖西支行")], state: "in_review" },
  { key: "loan.rate-changed", name: "贷款利率调整告知", purpose: "loan", text: "您尾号${card}的贷款自${date}起执行年化利率${rate}%（单利）。", variables: [card, date, text("rate", "年化利率", 5, "3.85")] },

  // promotion: only to those who agreed, ends with the way out
  { key: "promo.huinong", name: "惠农e贷春耕专案", purpose: "promotion", text: `春耕备耕，惠农e贷年化利率3.85%起（单利），额度以审批为准。详询${HOTLINE}，${R}`, elderText: `春耕贷款年化3.85%起（单利），以审批为准。问询请拨${HOTLINE}，有人接听。${R}`, variables: [],
    before: `春耕备耕，惠农e贷年化利率3.95%起（单利），额度以审批为准。详询${HOTLINE}，${R}` },
  { key: "promo.merchant", name: "商户流水贷介绍", purpose: "promotion", text: `\${name}您好，凭收款流水可申请商户流水贷，年化利率4.2%起（单利），以审批为准。详询${HOTLINE}，${R}`, elderText: `商户贷款年化4.2%起（单利），以审批为准。问询请拨${HOTLINE}，有人接听。${R}`, variables: [name] },
  { key: "promo.deposit", name: "定期存款利率告知", purpose: "promotion", text: `鸿雁银行三年期定期存款挂牌利率年化1.75%，存款受存款保险保障。详询${HOTLINE}，${R}`, elderText: `三年定期存款年利率1.75%，有存款保险。问询请拨${HOTLINE}，有人接听。${R}`, variables: [] },
  { key: "promo.code-pay", name: "收款码减免手续费", purpose: "promotion", text: `\${name}您好，个体工商户办理收款码，\${date}前免收手续费。详询${HOTLINE}，${R}`, variables: [name, date] },
  { key: "promo.pension-class", name: "养老金账户开户说明会", purpose: "promotion", text: `\${date}在\${branch}举办个人养老金账户说明会，欢迎参加。详询${HOTLINE}，${R}`, elderText: `\${date}在\${branch}讲养老金账户，欢迎来听。问询请拨${HOTLINE}，有人接听。${R}`, variables: [date, text("branch", "网点名称", 8, "陇西支行")] },
  { key: "promo.specialty", name: "助农特产展销", purpose: "promotion", signature: "鸿雁普惠", text: `\${date}在\${branch}门前举办助农特产展销，凭鸿雁卡满50元减5元。详询${HOTLINE}，${R}`, variables: [date, text("branch", "网点名称", 8, "凤凰支行")], state: "in_review" },
  { key: "promo.micro", name: "小微企业信用贷", purpose: "promotion", text: `小微企业信用贷，年化利率3.9%起（单利），以审批为准。详询${HOTLINE}，${R}`, variables: [], state: "returned" },
  { key: "promo.merchant-en", name: "Merchant loan (English)", purpose: "promotion", language: "en", text: `Merchant loan from 4.2% a year (年化4.2%起，单利), subject to approval. Call ${HOTLINE}. ${R}`, variables: [], state: "draft" },

  // risk: warnings and confirmations, never with a link
  { key: "risk.strange-device", name: "陌生设备登录", purpose: "risk", text: "您的手机银行${date}在陌生设备登录，尾号${card}。如非本人操作请致电95599000。", variables: [date, card] },
  { key: "risk.large-transfer", name: "大额转账核实", purpose: "risk", text: "您尾号${card}的账户正转出${amount}元。如非本人操作请致电95599000，我行不会索要密码。", variables: [card, amount] },
  { key: "risk.payment-stopped", name: "可疑交易已拦截", purpose: "risk", text: "您尾号${card}的账户一笔${amount}元可疑交易已拦截，咨询请致电95599000。", variables: [card, amount] },
  { key: "risk.fraud-wave", name: "当地诈骗提醒", purpose: "risk", text: "近期当地发生冒充${who}的诈骗。不转账、不透露密码，可致电95599000核实。", variables: [text("who", "冒充对象", 10, "社保局")] },

  // what the customers' own pages send: a code, a link
  { key: "page.code", name: "客户页面验证码", purpose: "risk", use: "page_code", text: "验证码${code}，用于打开您的消息设置，5分钟内有效，请勿告知他人，包括银行员工。", variables: [code] },
  { key: "page.code-en", name: "Customer page code (English)", purpose: "risk", language: "en", use: "page_code", text: "Code ${code} opens your message settings. It works for 5 minutes. Never share it, not even with bank staff.", variables: [code] },
  { key: "page.link", name: "客户页面链接", purpose: "account", use: "page_link", text: "您的消息设置：${link} 可选择要不要推广、用什么方式通知。请勿转发。", variables: [link] },
  { key: "page.link-en", name: "Customer page link (English)", purpose: "account", language: "en", use: "page_link", text: "Your message settings: ${link} Choose offers or none, and how we reach you. Do not forward.", variables: [link] },

  // education: knowledge, no offer
  { key: "edu.password", name: "密码安全小课", purpose: "education", text: "金融小课：密码不用生日和电话号码，不告诉任何人，包括自称银行的人。", variables: [] },
  { key: "edu.cash-loan", name: "远离非法贷款", purpose: "education", text: "金融小课：放款前先收费的都是骗局。正规贷款看年化利率，到银行网点问清楚。", variables: [] },
  { key: "edu.insurance", name: "存款保险知识", purpose: "education", text: "金融小课：存款保险最高偿付限额50万元，看网点门口的存款保险标识。", variables: [] },
  { key: "edu.credit-report", name: "如何查征信", purpose: "education", signature: "鸿雁普惠", text: "金融小课：每人每年可免费查两次征信报告，带身份证件到人民银行或指定网点。", variables: [], state: "draft" },
];
