import { randomInt } from "node:crypto";
import { systemActor } from "@/lib/domain/access/permissions";
import { createFirstAdministrator } from "@/lib/server/people/first-administrator";
import { firstAdministratorSchema } from "@/lib/domain/people/first-administrator";
import { Refusal } from "./environment";
import { check, need, wordsOf, type Options } from "./options";

// No letters or digits that are mistaken for one another; 20 of 31 are 99 bits.
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const PASSWORD_LENGTH = 20;

function newPassword(): string {
  const letters = Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return letters.match(/.{5}/g)!.join("-");
}

/** `first-administrator`: the last line printed is the password. */
export async function addFirstAdministrator(options: Options): Promise<number> {
  const actor = systemActor("admin-command", ["person:write"]);
  const password = newPassword();
  const input = check(firstAdministratorSchema, {
    login: need(options, "login"),
    name: need(options, "name"),
    branchCode: options.branch ?? "HQ",
    password,
  });
  const made = await createFirstAdministrator(actor, input);
  if (!made.ok) throw new Refusal(wordsOf(made.error.code));
  console.log(`Administrator ${input.login} was made for ${input.branchCode}. The password is shown this once:`);
  console.log(password);
  return 0;
}
