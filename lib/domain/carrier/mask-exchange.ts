// Seven digits in a row are a phone number, an account or a part of one; shorter runs say nothing about a person.
const DIGITS = /\d{7,}/g;
const SHOWN_FIRST = 3;
const SHOWN_LAST = 2;
const TEXT_SHOWN = 4;
const HAN_RUN = /\p{Script=Han}[^"\n]*/gu;
const CREDENTIAL = /((?:authorization|password|secret|token|signature|authenticator|accesskey[a-z]*)["']?\s*[:=]\s*["']?)[^"'\s,&}]+/gi;

function maskDigits(text: string): string {
  return text.replace(DIGITS, (run) => (run.length < 11 ? "*".repeat(run.length) : run.slice(0, SHOWN_FIRST) + "*".repeat(run.length - SHOWN_FIRST - SHOWN_LAST) + run.slice(-SHOWN_LAST)));
}

/** What went over the wire, as it may be shown: numbers masked, texts cut after their first characters, credentials gone. */
export function maskWire(text: string): string {
  return maskDigits(text.replace(CREDENTIAL, "$1…").replace(HAN_RUN, (run) => ([...run].length <= TEXT_SHOWN ? run : `${[...run].slice(0, TEXT_SHOWN).join("")}…`)));
}

const TEXT_FIELDS: ReadonlySet<string> = new Set(["text", "message", "short_message", "message_payload", "content", "body"]);

/** The same for a decoded PDU: every field that holds a text is cut, whatever its alphabet; octets of texts are left out. */
export function maskFields(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => maskFields(one, field));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskFields(one, TEXT_FIELDS.has(field) ? field : name)]));
  if (typeof value !== "string") return value;
  if (field === "password" || field === "authenticator") return "…";
  if (field === "content") return value === "" ? "" : `… ${value.length / 2} octets`;
  if (TEXT_FIELDS.has(field)) return [...value].length <= TEXT_SHOWN ? maskDigits(value) : maskDigits(`${[...value].slice(0, TEXT_SHOWN).join("")}…`);
  // Ids of carriers are long digits too, and are no person's: they are what one looks for here.
  return field === "msgId" || field === "message_id" || field === "receipted_message_id" ? value : maskDigits(value);
}
