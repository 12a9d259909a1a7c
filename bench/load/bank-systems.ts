import { randomUUID } from "node:crypto";

/** One request for a message, as the API takes it. */
export type Wanted = { readonly template: string; readonly customer: string; readonly variables: Readonly<Record<string, string>> };

export type Answered = { readonly status: number; readonly replayed: boolean; readonly body: unknown };

/** A system of the bank that posts to the API with a key of its own. */
export function bankSystem(url: string, key: string) {
  async function call(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<Answered> {
    const response = await fetch(`${url}/api/v1${path}`, { method, headers: { Authorization: `Bearer ${key}`, ...headers }, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    return { status: response.status, replayed: response.headers.get("idempotent-replayed") === "true", body: text === "" ? null : (JSON.parse(text) as unknown) };
  }
  const json = (path: string, body: unknown, idempotencyKey = randomUUID() as string) => call("POST", path, JSON.stringify(body), { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey });
  return {
    get: (path: string) => call("GET", path),
    post: json,
    message: (wanted: Wanted, idempotencyKey?: string) => json("/messages", wanted, idempotencyKey),
    batch: (messages: readonly Wanted[], idempotencyKey?: string) => json("/messages/batch", { messages }, idempotencyKey),
    importCsv: (csv: string) => call("POST", "/customers/import?mapping=auto&fileName=load.csv", csv, { "Content-Type": "text/csv" }),
  };
}

export type BankSystem = ReturnType<typeof bankSystem>;

/** What is wrong with an answer, in a few words; null: nothing. */
export function wrongWith({ status, body }: Answered): string | null {
  if (status < 300) return null;
  const { code, errors } = (body ?? {}) as { code?: string; errors?: { code?: string; detail?: string }[] };
  return [status, code ?? "", errors?.[0]?.code ?? "", errors?.[0]?.detail ?? ""].filter(Boolean).join(" ").slice(0, 160);
}

/** The id in an answer. */
export const idOf = (answered: Answered) => (answered.body as { id?: string } | null)?.id ?? "";
