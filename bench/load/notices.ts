import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { idOf, wrongWith, type Answered, type BankSystem, type Wanted } from "./bank-systems";
import { numberOf } from "./customers";
import { clockMs, type Seen } from "./measure";

const BATCH = 100;
const BATCHES_EVERY_MS = 3_000;
const SINGLES_EVERY_MS = 200;
/** One request in so many is sent a second time with the same key, as a program that missed the answer would. */
const REPEAT_EACH = 5;
const WAVE_AT_ONCE = 16;

/** Every message that the API took, by id: each must be found again. `fromMs`: just before its request. */
export type Taken = Map<string, { readonly actor: string; readonly fromMs: number }>;
type Hands = { readonly system: BankSystem; readonly seen: Seen; readonly taken: Taken; readonly customers: number; readonly ended: AbortSignal };

let serial = 0;
const nextCode = () => String(10_000_000 + (serial += 1));
const anybody = (customers: number) => numberOf(Math.floor(Math.random() * customers));
const pause = (ms: number, ended: AbortSignal) => sleep(ms, undefined, { signal: ended }).catch(() => undefined);
const salaryOf = (customer: string): Wanted => ({ template: "day.salary", customer, variables: { amount: (3_000 + Math.random() * 9_000).toFixed(2), code: nextCode() } });

type Item = { readonly accepted: boolean; readonly id?: string; readonly errors?: { readonly code: string }[] };

function wrongWithBatch(answered: Answered): string | null {
  const wrong = wrongWith(answered);
  if (wrong !== null) return wrong;
  const refused = (answered.body as { results: Item[] }).results.find((item) => !item.accepted);
  return refused ? `item refused: ${refused.errors?.[0]?.code ?? ""}` : null;
}

/** Core banking on payday: salaries in bursts, from the first to the last moment. */
export async function paySalaries({ system, seen, taken, customers, ended }: Hands): Promise<void> {
  for (let from = 0; !ended.aborted; from += BATCH) {
    const fromMs = clockMs();
    const answered = await seen.time(`salaries, ${BATCH} a request`, () => system.batch(Array.from({ length: BATCH }, (_, index) => salaryOf(numberOf((from + index) % customers)))), wrongWithBatch);
    if (answered && answered.status < 300) for (const item of (answered.body as { results: Item[] }).results) if (item.accepted && item.id) taken.set(item.id, { actor: "salaries", fromMs });
    await pause(BATCHES_EVERY_MS, ended);
  }
}

/** Core banking's single notices; some are asked for twice and must be the same message. */
export async function postSingles({ system, seen, taken, customers, ended }: Hands): Promise<void> {
  const open: Promise<void>[] = [];
  for (let count = 1; !ended.aborted; count += 1) {
    open.push(single(count % REPEAT_EACH === 0));
    await pause(SINGLES_EVERY_MS, ended);
  }
  await Promise.all(open);

  async function single(isRepeated: boolean): Promise<void> {
    const wanted = salaryOf(anybody(customers));
    const key = randomUUID();
    const fromMs = clockMs();
    const answered = await seen.time("salaries, one a request", () => system.message(wanted, key), wrongWith);
    if (!answered || answered.status >= 300) return;
    taken.set(idOf(answered), { actor: "single", fromMs });
    if (!isRepeated) return;
    await seen.time("the same request again", () => system.message(wanted, key), (again) => wrongWith(again) ?? (again.replayed && idOf(again) === idOf(answered) ? null : "another answer than the first"));
  }
}

/** A fraud wave: risk alerts as fast as the API takes them. */
export async function raiseAlerts({ system, seen, taken, customers }: Hands, alerts: number): Promise<void> {
  let left = alerts;
  await Promise.all(Array.from({ length: WAVE_AT_ONCE }, async () => {
    while (left > 0) {
      left -= 1;
      const fromMs = clockMs();
      const answered = await seen.time("fraud alerts", () => system.message({ template: "day.risk", customer: anybody(customers), variables: { code: nextCode() } }), wrongWith);
      if (answered && answered.status < 300) taken.set(idOf(answered), { actor: "alert", fromMs });
    }
  }));
}

/** A file of customers that comes in beside everything else, and is followed to its last row. */
export async function importFile({ system, seen, ended }: Hands, rows: number, branchCode: string): Promise<void> {
  const lines = Array.from({ length: rows }, (_, index) => `LI${String(index).padStart(7, "0")},王小明,1549${String(index).padStart(7, "0")},${branchCode}`);
  const answered = await seen.time("import: upload", () => system.importCsv(["客户号,姓名,手机号码,开户网点", ...lines].join("\r\n")), wrongWith);
  if (!answered || answered.status >= 300) return;
  const started = performance.now();
  for (;;) {
    const { body } = await system.get(`/imports/${idOf(answered)}`);
    const { state, taken } = body as { state: string; taken: number };
    if (state === "done" || state === "failed" || ended.aborted) {
      seen.note(`import: ${rows} rows, to the last`, performance.now() - started, state === "done" && taken === rows ? null : `${state}, ${taken} taken`);
      return;
    }
    await pause(500, ended);
  }
}
