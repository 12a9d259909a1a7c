/** What a person typed into the customer search, recognised by its shape. */
export type CustomerSearch =
  | { readonly by: "phone"; readonly digits: string }
  | { readonly by: "last_four"; readonly digits: string }
  | { readonly by: "number"; readonly number: string }
  | { readonly by: "name"; readonly name: string };

/** A full name as it is indexed and compared: NFKC, no spaces around, single spaces within, Latin letters in lower case. */
export function foldName(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** Recognises customer numbers, full phones, last four digits and full names; null for nothing typed. */
export function readSearch(typed: string): CustomerSearch | null {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return null;
  const digits = text.replace(/[\s-]/g, "");
  if (/^\d{4}$/.test(digits)) return { by: "last_four", digits };
  if (/^(\+?86|0086)?1\d{10}$/.test(digits)) return { by: "phone", digits: digits.slice(-11) };
  if (/^[A-Za-z]{0,4}\d{5,}$/.test(digits)) return { by: "number", number: digits.toUpperCase() };
  return { by: "name", name: foldName(text) };
}
