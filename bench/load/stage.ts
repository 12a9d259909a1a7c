import { encode } from "next-auth/jwt";
import type { Permission } from "@/lib/domain/access/permissions";
import type { Role } from "@/lib/domain/shared/vocabulary";
import { db } from "@/lib/server/db/client";
import { makeApiKey } from "@/prisma/factories/api-key";
import { makeTemplate } from "@/prisma/factories/campaign";
import { makeProviderAccount } from "@/prisma/factories/carrier";
import { makeActor, makeBranchTree, type MadeBranch } from "@/prisma/factories/organisation";
import { makeCustomers } from "./customers";

/** Permissions of the people of the day; the page or command that they use asks for its own. */
export type DayPermission = Extract<Permission, "phones:use" | "review:decide" | "campaign:read">;

const PROVINCES = 3;
const BRANCHES = 4;
const code = [{ name: "code", kind: "code", label: "编号", maxLength: 8, sample: "100000" }] as const;
const name = { name: "name", kind: "name", label: "姓名", sample: "张三" } as const;
const amount = { name: "amount", kind: "money", label: "金额", sample: "5280.50" } as const;
const due = { name: "date", kind: "date", label: "日期", sample: "2026-12-05" } as const;

async function makeBranches(): Promise<{ readonly head: MadeBranch; readonly all: readonly MadeBranch[] }> {
  const { head } = await makeBranchTree();
  const all: MadeBranch[] = [];
  const make = (parent: MadeBranch, mark: string, kind: "province" | "branch") => db().branch.create({
    data: { code: mark, name: mark, nameEn: mark, kind, parentId: parent.id, path: `${parent.path}${mark}/` }, select: { id: true, code: true, path: true },
  });
  for (let province = 1; province <= PROVINCES; province += 1) {
    const above = await make(head, `LP${province}`, "province");
    for (let branch = 1; branch <= BRANCHES; branch += 1) all.push(await make(above, `LP${province}-0${branch}`, "branch"));
  }
  return { head, all };
}

/** Somebody at the console: an actor for commands, and the cookie that the sign-in would have set. */
export type Person = { readonly role: Role; readonly actor: Awaited<ReturnType<typeof makeActor<DayPermission>>>; readonly cookie: string };

async function makeColleague(branch: MadeBranch, role: Role): Promise<Person> {
  const actor = await makeActor<DayPermission>(branch, [role], role);
  const token = await encode({ token: { sub: actor.id, sessionVersion: 1 }, secret: process.env.NEXTAUTH_SECRET ?? "", maxAge: 30 * 60 });
  return { role, actor, cookie: `next-auth.session-token=${token}` };
}

/** A bank on the morning of a payday: branches, people, customers, keys of its systems, approved texts, one carrier like a real one. */
export async function setDay(customers: number, lineSpeed: number) {
  const { head, all } = await makeBranches();
  await makeProviderAccount({ receiptDelayMs: 1_500, replyDelayMs: 4_000, noReceiptShare: 0.01, duplicateShare: 0.02, reorderShare: 0.02, earlyShare: 0.01, uncertainShare: 0.002, failureShare: 0.03, lineSpeedPerSecond: lineSpeed * 2 }, lineSpeed);
  const texts = {
    salary: await makeTemplate(head, { key: "day.salary", purpose: "account", text: "您的工资${amount}元已入账，流水${code}。", variables: [amount, ...code] }),
    risk: await makeTemplate(head, { key: "day.risk", purpose: "risk", text: "您的账户有一笔异常交易，编号${code}，如非本人操作请致电网点。", variables: [...code] }),
    loan: await makeTemplate(head, { key: "day.loan", purpose: "loan", text: "尊敬的${name}，您的贷款将于${date}到期，请留足余额。", variables: [name, due] }),
    offer: await makeTemplate(head, { key: "day.offer", purpose: "promotion", text: "尊敬的${name}，本行小微贷款利率优惠，详询网点。拒收请回复R", variables: [name] }),
  };
  const keys = { core: (await makeApiKey(head, "officer")).key, risk: (await makeApiKey(head, "officer")).key, loans: (await makeApiKey(head, "officer")).key, crm: (await makeApiKey(head, "officer")).key };
  const people = [await makeColleague(head, "officer"), await makeColleague(all[0]!, "officer"), await makeColleague(head, "manager"), await makeColleague(head, "reviewer"), await makeColleague(head, "administrator")];
  await makeCustomers(all, customers);
  return { head, branches: all, texts, keys, people, customers };
}

export type Day = Awaited<ReturnType<typeof setDay>>;
