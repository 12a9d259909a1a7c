import { parseBirthDate } from "@/lib/domain/customer/birth-date";
import { readEmail } from "@/lib/domain/customer/cell-words";
import { readName } from "@/lib/domain/customer/name";
import { parseMobile, type PhoneRefusal } from "@/lib/domain/customer/phone";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { Language } from "@/lib/domain/shared/vocabulary";
import type { CorrectInput } from "./schema";

/** What of a customer may be corrected; words in i18n `rights.field`. */
export const CORRECTED_FIELDS = ["name", "phone", "email", "birthDate", "kind", "language"] as const;
export type CorrectedField = (typeof CORRECTED_FIELDS)[number];

/** Values as they are kept. `undefined`: not corrected; `null`: emptied. */
export type Correction = {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string | null;
  readonly birthDate?: string | null;
  readonly kind?: string;
  readonly language?: Language;
};

export type Stored = { readonly [F in CorrectedField]: string | null };

export type CorrectionRefusal = PhoneRefusal | { readonly code: "rights.name_unreadable" | "rights.email_unreadable" | "rights.birth_date_unreadable" | "rights.nothing_corrected" };
export type FieldRefusal = CorrectionRefusal & { readonly fields?: Readonly<Record<string, readonly string[]>> };

const at = <C extends CorrectionRefusal["code"]>(field: string, code: C) => fail({ code, fields: { [field]: [code] } } as { code: C; fields: Record<string, string[]> });

/** Reads a correction as files are read, and leaves out what already stands so; nothing left is a refusal. */
export function readCorrection(input: CorrectInput, stored: Stored, context: { readonly now: Date; readonly demo: boolean }): Result<Correction, FieldRefusal> {
  const said: { -readonly [F in CorrectedField]?: string | null } = {};
  if (input.name !== "") {
    const name = readName(input.name);
    if (name === null) return at("name", "rights.name_unreadable");
    said.name = name;
  }
  if (input.phone !== "") {
    const phone = parseMobile(input.phone, context);
    if (!phone.ok) return at("phone", phone.error.code);
    said.phone = phone.value;
  }
  if (input.clearEmail) said.email = null;
  if (input.email !== "") {
    const email = readEmail(input.email);
    if (email === null) return at("email", "rights.email_unreadable");
    said.email = email;
  }
  if (input.clearBirthDate) said.birthDate = null;
  if (input.birthDate !== "") {
    const birthDate = parseBirthDate(input.birthDate, context.now);
    if (!birthDate.ok) return at("birthDate", "rights.birth_date_unreadable");
    said.birthDate = birthDate.value;
  }
  if (input.kind !== "") said.kind = input.kind;
  if (input.language !== "") said.language = input.language;
  const changed = CORRECTED_FIELDS.filter((field) => said[field] !== undefined && said[field] !== stored[field]);
  if (changed.length === 0) return at("name", "rights.nothing_corrected");
  return ok(Object.fromEntries(changed.map((field) => [field, said[field]])) as Correction);
}
