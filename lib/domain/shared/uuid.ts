const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text from an address is an id at all; the database refuses any other with an error. */
export function isUuid(text: string | null | undefined): text is string {
  return typeof text === "string" && UUID.test(text);
}
