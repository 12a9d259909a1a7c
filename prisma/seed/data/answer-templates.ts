import type { TemplateVariable } from "@/lib/domain/template/variable";
import type { SeedTemplate } from "./templates";

const name: TemplateVariable = { name: "name", kind: "name", label: "客户姓名", maxLength: 10, sample: "王秀英" };
const answer: TemplateVariable = { name: "answer", kind: "text", label: "答复内容", maxLength: 80, sample: "周一至周五九点到十七点营业" };

/** What branches answer customers' texts with: approved texts, the frame around a free answer, the one confirmation of a refusal. */
export const ANSWER_TEMPLATES: readonly SeedTemplate[] = [
  { key: "reply.hours", name: "营业时间", purpose: "account", use: "quick_reply", text: "${name}您好，本行网点周一至周五9点到17点营业，节假日见门口公告。", variables: [name] },
  { key: "reply.documents", name: "办理要带的证件", purpose: "account", use: "quick_reply", text: "${name}您好，办理业务请带本人身份证件，代办另带代办人证件。", variables: [name] },
  { key: "reply.genuine", name: "核实短信真假", purpose: "account", use: "quick_reply", text: "${name}您好，本行不会索要密码和验证码。有疑问请拨95599000核实。", variables: [name] },
  { key: "reply.stopped", name: "已停止推介", purpose: "account", use: "quick_reply", text: "${name}您好，已按您的意思停止发送推介短信，账户通知不受影响。", variables: [name] },
  { key: "reply.visit", name: "请到网点办理", purpose: "account", use: "quick_reply", text: "${name}您好，您说的事需要当面核对，请带身份证件到网点办理，或拨95599000。", variables: [name] },
  { key: "reply.answer", name: "自写答复格式", purpose: "account", use: "answer_frame", text: "${name}您好，${answer}。详询95599000。", variables: [name, answer] },
  { key: "reply.refusal-confirmed", name: "拒收确认", purpose: "account", use: "refusal_confirmed", text: "已停止向您发送推介短信，账户通知不受影响。回复“恢复”可重新接收。", variables: [] },
];
