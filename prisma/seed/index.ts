import { systemActor } from "@/lib/domain/access/permissions";
import { recordAudit } from "@/lib/server/audit/record";
import { db, disconnect } from "@/lib/server/db/client";
import { inTransaction } from "@/lib/server/db/transaction";
import { isDemo } from "@/lib/server/env";
import { Chance } from "./chance";
import { seedCustomers } from "./customers";
import { seedHistory } from "./history";
import { seedBranches, seedPeople, seedProvider, seedRegisters } from "./organisation";
import { seedRequests } from "./requests";
import { seedUpcoming } from "./upcoming";
import { seedConfirmation, seedWaitingReplies } from "./waiting-replies";
import { seedTemplates } from "./templates";
import { seedWordings } from "./wordings";

const SEED = 20_261_124;
const CUSTOMERS = 5_000;

/** Fills an empty demo installation; does nothing where there is a bank already. */
export async function seedDemo(password: string, size = CUSTOMERS): Promise<boolean> {
  if (!isDemo()) throw new Error("demo data belongs into demo installations only");
  if ((await db().branch.count()) > 0) return false;
  const now = new Date();
  const chance = new Chance(SEED);
  const branches = await seedBranches();
  const people = await seedPeople(branches, password);
  const author = people.get("officer@demo")!;
  const reviewer = people.get("reviewer@demo")!;
  const head = branches.get("HQ")!;
  const signatures = await seedRegisters(author.name);
  const accountId = await seedProvider();
  const versions = await seedTemplates({ signatures, head, author, reviewer, now });
  await seedWordings(people.get("admin@demo")!, reviewer, now);
  const customers = await seedCustomers(chance, [...branches.values()].filter((branch) => branch.kind === "branch"), now, size);
  await seedHistory({ chance, now, branches, people, customers, versions, accountId });
  await seedWaitingReplies(accountId, author, now);
  await seedConfirmation(author.name);
  await seedUpcoming(people, versions, now);
  await seedRequests(author, customers, now);
  await inTransaction((tx) =>
    recordAudit(tx, systemActor("seed", []), { action: "demo.seeded", subjectType: "installation", subjectId: "demo", branchPath: head.path, detail: { customers: customers.length } }),
  );
  return true;
}

if (process.argv[1]?.endsWith("prisma/seed/index.ts")) {
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error("DEMO_PASSWORD is missing: npm start sets it");
  await seedDemo(password);
  await disconnect();
}
