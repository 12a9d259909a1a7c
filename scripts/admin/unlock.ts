import { systemActor } from "@/lib/domain/access/permissions";
import { unlockSignIn } from "@/lib/server/auth/unlock";
import { need, type Options } from "./options";

/** `unlock`: forgets the failed sign-ins of a login. */
export async function unlock(options: Options): Promise<number> {
  const login = need(options, "login");
  await unlockSignIn(systemActor("admin-command", ["person:write"]), login);
  console.log(`${login} may try to sign in again.`);
  return 0;
}
