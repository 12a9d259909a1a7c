import { grant, type Actor, type Authorized } from "@/lib/domain/access/permissions";
import { REQUEST_DAYS, type ReceivedBy, type RequestKind } from "@/lib/domain/rights/request";
import { recordRequest, refuseRequest } from "@/lib/server/rights/commands";
import type { SeededCustomer } from "./customers";
import type { SeededPerson } from "./organisation";

const DAY = 86_400_000;

type Plan = { kind: RequestKind; receivedBy: ReceivedBy; evidence: string; daysAgo: number; /** Where in the list of customers. */ place: number; refused?: string };

/** What people asked of their own data by the day the demo begins: one late, one almost, one new, one answered. */
const PLANS: readonly Plan[] = [
  { kind: "correction", receivedBy: "counter", evidence: "更正-0311", daysAgo: REQUEST_DAYS.initial + 2, place: 0.31 },
  { kind: "access", receivedBy: "letter", evidence: "来信-0027", daysAgo: REQUEST_DAYS.initial - 2, place: 0.42 },
  { kind: "erasure", receivedBy: "counter", evidence: "删除-0009", daysAgo: 5, place: 0.53 },
  { kind: "withdrawal", receivedBy: "phone", evidence: "录音-1180", daysAgo: 0, place: 0.64 },
  { kind: "erasure", receivedBy: "counter", evidence: "删除-0008", daysAgo: 9, place: 0.75, refused: "小额贷款尚未结清，合同与还款记录依法须继续保存" },
];

function actorOf(person: SeededPerson): Authorized<"rights:write"> {
  const actor: Actor = { id: person.id, kind: "person", name: person.name, roles: person.roles, branchId: person.branchId, branchPath: person.branchPath, requestId: null };
  const authorized = grant(actor, "rights:write");
  if (!authorized) throw new Error(`${person.login} may not rights:write`);
  return authorized;
}

const beijingDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });

/** Requests that wait and one that was refused, each made by the command that a person would press. */
export async function seedRequests(officer: SeededPerson, customers: readonly SeededCustomer[], now: Date): Promise<void> {
  const actor = actorOf(officer);
  for (const { kind, receivedBy, evidence, daysAgo, place, refused } of PLANS) {
    const customer = customers[Math.floor(customers.length * place)];
    if (!customer) continue;
    const receivedOn = daysAgo === 0 ? "" : beijingDay.format(new Date(now.getTime() - daysAgo * DAY));
    const recorded = await recordRequest(actor, { customerId: customer.id, kind, receivedBy, evidence, receivedOn });
    if (!recorded.ok) throw new Error(`request ${evidence}: ${recorded.error.code}`);
    if (refused !== undefined) await refuseRequest(actor, { requestId: recorded.value.id, reason: refused });
  }
}
