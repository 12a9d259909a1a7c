import { systemActor } from "@/lib/domain/access/permissions";
import { createApiKeySchema } from "@/lib/domain/api/key-schema";
import { ROLES } from "@/lib/domain/shared/vocabulary";
import { createApiKey } from "@/lib/server/apikeys/commands";
import { listBranches } from "@/lib/server/branches/queries";
import { Refusal } from "./environment";
import { check, need, wordsOf, type Options } from "./options";

/** `api-key`: the last line printed is the key, so that a script can take it. */
export async function addApiKey(options: Options): Promise<number> {
  const actor = systemActor("admin-command", ["apikey:write"]);
  const role = need(options, "role");
  if (!(ROLES as readonly string[]).includes(role))
    throw new Refusal(`There is no role "${role}": ${ROLES.join(", ")}.`);
  const code = need(options, "branch");
  const branches = await listBranches(actor);
  const branch = branches.find((one) => one.code === code && !one.closedAt);
  if (!branch)
    throw new Refusal(`There is no branch "${code}": ${branches.map((one) => one.code).join(", ") || "none yet"}.`);
  const made = await createApiKey(
    actor,
    check(createApiKeySchema, { name: need(options, "name"), role, branchId: branch.id }),
  );
  if (!made.ok) throw new Refusal(wordsOf(made.error.code));
  console.log(`API key "${options.name}" for ${branch.code} as ${role}; it is shown this once:`);
  console.log(made.value.key);
  return 0;
}
