import type { ImportField } from "./import-fields";

type ColumnNames = {
  /** Whole headers, as `foldHeader` leaves them. */
  readonly exact: readonly string[];
  /** Parts that a longer header may contain. */
  readonly parts: readonly string[];
  /** Parts that make it another column after all. */
  readonly never: readonly string[];
};

/** How core banking systems, branches and data teams head their columns. */
export const COLUMN_NAMES: Readonly<Record<ImportField, ColumnNames>> = {
  number: {
    exact: ["客户号", "客户编号", "客户号码", "客户代码", "客户内码", "客户id", "核心客户号", "ecif号", "ecif", "cif", "cifno", "cifnumber", "custno", "custid", "customerno", "customernumber", "customerid", "customer", "clientid", "clientno"],
    parts: ["客户号", "客户编号", "customerno", "customerid", "custno", "cif"],
    never: ["经理", "手机", "电话"],
  },
  name: {
    exact: ["姓名", "客户姓名", "客户名称", "客户名", "名称", "户名", "name", "fullname", "customername", "custname", "clientname"],
    parts: ["姓名", "客户名", "户名", "name"],
    never: ["经理", "经办", "联系人", "担保", "配偶", "产品", "网点", "机构", "支行", "branch", "product", "manager", "user", "file"],
  },
  phone: {
    exact: ["手机号码", "手机号", "手机", "移动电话", "联系电话", "联系方式", "联系手机", "电话", "电话号码", "mobile", "mobileno", "mobilenumber", "mobilephone", "cell", "cellphone", "phone", "phoneno", "phonenumber", "msisdn", "tel", "telephone"],
    parts: ["手机", "移动电话", "联系电话", "mobile", "phone", "cellphone"],
    never: ["固定", "办公", "单位", "家庭电话", "住宅", "经理", "紧急", "座机", "传真", "fax", "office", "home", "是否", "型号", "银行"],
  },
  branch: {
    exact: ["开户网点", "网点", "网点号", "网点编号", "网点代码", "机构", "机构号", "机构编号", "机构代码", "开户机构", "所属机构", "所属网点", "管户机构", "开户行", "支行", "支行号", "分支机构", "branch", "branchcode", "branchno", "branchid", "org", "orgcode", "institution", "outlet"],
    parts: ["网点", "机构", "支行", "开户行", "branch"],
    never: ["地址", "电话", "address", "phone"],
  },
  birthDate: {
    exact: ["出生日期", "生日", "出生年月日", "出生年月", "出生日", "birthdate", "birthday", "dateofbirth", "dob"],
    parts: ["出生日期", "出生年月", "生日", "birth"],
    never: ["祝福", "提醒", "地", "place"],
  },
  kind: {
    exact: ["客户类型", "客户类别", "客户分类", "客群", "客户群", "客户群体", "职业", "客户性质", "segment", "kind", "type", "customertype", "custtype", "customersegment", "category", "occupation"],
    parts: ["客户类型", "客户类别", "客群", "segment", "customertype"],
    never: ["证件"],
  },
  products: {
    exact: ["产品", "持有产品", "产品名称", "签约产品", "办理业务", "业务", "products", "product", "productsheld", "holdings"],
    parts: ["产品", "product"],
    never: ["数量", "余额", "编号", "count", "balance"],
  },
  tags: {
    exact: ["标签", "客户标签", "分组", "tags", "tag", "labels", "label", "group", "groups"],
    parts: ["标签", "tag", "label"],
    never: [],
  },
  preferredChannel: {
    exact: ["渠道偏好", "偏好渠道", "联系偏好", "联络方式", "首选渠道", "通知方式", "preferredchannel", "channel", "channelpreference", "preference", "contactpreference"],
    parts: ["渠道", "偏好", "channel", "preference"],
    never: ["开户", "来源", "source"],
  },
  promotionConsent: {
    exact: ["营销短信授权", "营销授权", "短信营销授权", "营销短信同意", "是否同意营销", "是否接收营销短信", "是否接受营销", "营销同意", "同意营销", "consent", "promotionconsent", "marketingconsent", "promotionalsmsconsent", "smsconsent", "optin", "marketingoptin"],
    parts: ["营销短信授权", "营销授权", "同意营销", "接收营销", "接受营销", "营销短信", "marketingconsent", "smsconsent", "promotionalsms", "optin"],
    never: ["日期", "时间", "date", "time", "渠道", "版本"],
  },
  email: {
    exact: ["邮箱", "电子邮箱", "电子邮件", "邮箱地址", "邮件地址", "email", "mail", "emailaddress", "e邮箱"],
    parts: ["邮箱", "电子邮件", "email"],
    never: ["是否"],
  },
  language: {
    exact: ["语言", "语种", "语言偏好", "首选语言", "language", "lang", "locale", "preferredlanguage"],
    parts: ["语言", "语种", "language"],
    never: [],
  },
  remarks: {
    exact: ["备注", "说明", "附注", "客户备注", "备注信息", "remarks", "remark", "notes", "note", "comment", "comments", "memo"],
    parts: ["备注", "remark", "comment"],
    never: [],
  },
};

/** Columns that our own file of refused rows adds: read by people, skipped when the corrected file comes back. */
export const REASON_COLUMNS: readonly string[] = ["未导入原因", "reasonnotimported"];

/** A header as it is compared: NFKC, lower case, without what stands in brackets, spaces, punctuation and asterisks. */
export function foldHeader(header: string): string {
  const plain = header.normalize("NFKC").toLowerCase();
  const outside = plain.replace(/[([【{].*?[)\]】}]/g, "");
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "");
  return letters(outside) || letters(plain);
}

/** Whether a column is the reasons of our own file of refused rows. */
export function isReasonColumn(header: string): boolean {
  return REASON_COLUMNS.includes(foldHeader(header));
}
