"use server";

import { revalidatePath } from "next/cache";
import { changePersonSchema, createPersonSchema, personIdSchema, resetPasswordSchema } from "@/lib/domain/people/schema";
import { defineAction } from "@/lib/server/action";
import { changePerson, createPerson, resetPassword, setPersonDisabled } from "@/lib/server/people/commands";

export const createPersonAction = defineAction("people.create", "person:write", createPersonSchema, async (actor, input) => {
  const result = await createPerson(actor, input);
  if (result.ok) revalidatePath("/settings/people");
  return result;
});

export const changePersonAction = defineAction("people.change", "person:write", changePersonSchema, async (actor, input) => {
  const result = await changePerson(actor, input);
  if (result.ok) revalidatePath("/settings/people");
  return result;
});

export const resetPasswordAction = defineAction("people.reset_password", "person:write", resetPasswordSchema, resetPassword);

export const disablePersonAction = defineAction("people.disable", "person:write", personIdSchema, async (actor, { personId }) => {
  const result = await setPersonDisabled(actor, personId, true);
  if (result.ok) revalidatePath("/settings/people");
  return result;
});

export const enablePersonAction = defineAction("people.enable", "person:write", personIdSchema, async (actor, { personId }) => {
  const result = await setPersonDisabled(actor, personId, false);
  if (result.ok) revalidatePath("/settings/people");
  return result;
});
