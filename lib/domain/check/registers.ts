import type { RenderableTemplate, Values } from "@/lib/domain/template/render";
import { checkContacts, type RegisteredContact } from "./contacts";
import { findLeaks } from "./leaks";
import { checkLinks, type RegisteredLink } from "./links";

/** What texts may name on the day they leave. */
export type Registers = {
  readonly links: readonly RegisteredLink[];
  readonly contacts: readonly RegisteredContact[];
};

/**
 * What an approved text names that is in no register any more: a host that was taken over or has expired, a number
 * given up. Approval looked at the registers of its day; customers must not be sent there today.
 */
export function noLongerRegistered(text: string, registers: Registers): readonly string[] {
  return [...new Set([...checkLinks(text, registers.links), ...checkContacts(text, registers.contacts)].map((one) => one.excerpt))];
}

export type ValueRefusal = "leak" | "link" | "contact";

/**
 * What values brought into a finished text that must not leave, or null. Links are looked for in the whole text, since
 * a value may complete one; numbers to call only in values written freely, since a code or an amount may look like one.
 */
export function refuseValues(text: string, template: Pick<RenderableTemplate, "variables">, values: Values, registers: Registers): ValueRefusal | null {
  if (findLeaks(text).length > 0) return "leak";
  if (checkLinks(text, registers.links).length > 0) return "link";
  const free = template.variables.filter((variable) => variable.kind === "text" || variable.kind === "name");
  return free.some((variable) => checkContacts(values[variable.name] ?? "", registers.contacts).length > 0) ? "contact" : null;
}
