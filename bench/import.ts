import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { blindIndex } from "@/lib/server/crypto/blind-index";
import { encrypt } from "@/lib/server/crypto/cipher";
import { sha256 } from "@/lib/server/crypto/digest";
import { db, disconnect } from "@/lib/server/db/client";
import { inSqlTransaction } from "@/lib/server/db/transaction";
import { receiveImport } from "@/lib/server/imports/commands";
import { closeQueues } from "@/lib/server/jobs/queues";
import { copyRows, type Cell } from "@/lib/server/pipeline/copy";
import { makeActor, makeBranchTree } from "@/prisma/factories/organisation";
import { ownDatabase } from "./database";
import { atLeast, atMost, report, said } from "./parts/figures";
import { octetsEach } from "./parts/octets";
import { startProcess, until, watchMemory } from "./parts/processes";

// Import of a CSV file of customers through a worker process: read, checked, encrypted, stored; beside it plain COPY of the
// same columns with the same encryption and indexes in the same run.

const { values } = parseArgs({ options: { rows: { type: "string", default: "1000000" }, json: { type: "string" } } });
const ROWS = Number(values.rows);
const HEADER = "客户编号,姓名,手机号,邮箱,出生日期,网点,客户类型,产品,标签,营销短信授权\n";

const nameOf = (index: number) => `张${"伟芳娜敏静丽强磊军洋"[index % 10]}${"明华国平"[index % 4]}`;
const phoneOf = (index: number) => `154${String(index).padStart(8, "0")}`;
const birthOf = (index: number) => `19${50 + (index % 50)}-0${1 + (index % 9)}-1${index % 10}`;

async function* fileOf(branch: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(HEADER);
  for (let from = 0; from < ROWS; from += 2_000) {
    let piece = "";
    for (let index = from; index < Math.min(from + 2_000, ROWS); index += 1) {
      piece += `I${String(index).padStart(9, "0")},${nameOf(index)},${phoneOf(index)},c${index}@example.com,${birthOf(index)},${branch},小微企业主,信用贷,新客,是\n`;
    }
    yield Buffer.from(piece);
    await Promise.resolve();
  }
}

/** Seconds of COPY of as many rows of the same columns into the same table. */
async function rawSeconds(branch: { readonly id: string; readonly path: string }, rows: number): Promise<number> {
  const columns = ["id", "number", "branch_id", "branch_path", "name_cipher", "name_index", "phone_cipher", "phone_index", "last_four_index", "email_cipher", "email_index", "birth_cipher", "birth_year", "kind", "products", "tags", "language", "import_hash"];
  const consents = ["id", "customer_id", "channel", "purpose", "state", "wording_version", "source", "at", "recorded_by"];
  const started = performance.now();
  for (let from = 0; from < rows; from += 1_000) {
    const given: Cell[][] = [];
    const piece = Array.from({ length: Math.min(1_000, rows - from) }, (_, offset): Cell[] => {
      const index = from + offset;
      const [id, name, phone, email, birth] = [uuidv7(), nameOf(index), `+86${phoneOf(index)}`, `r${index}@example.com`, birthOf(index)];
      given.push([uuidv7(), id, "sms", "promotion", "given", "import", "import", new Date(), "bench"]);
      return [
        id, `R${index}`, branch.id, branch.path, encrypt(name, "customer.name"), blindIndex(name, "name"), encrypt(phone, "customer.phone"), blindIndex(phone, "phone"), blindIndex(phone.slice(-4), "last_four"),
        encrypt(email, "customer.email"), blindIndex(email, "email"), encrypt(birth, "customer.birth"), Number(birth.slice(0, 4)), "小微企业主", "{信用贷}", "{新客}", "zh-CN", sha256(`${index}`),
      ];
    });
    await inSqlTransaction(async (client) => {
      await copyRows(client, "customer", columns, piece);
      await copyRows(client, "consent_entry", consents, given);
    });
  }
  return (performance.now() - started) / 1000;
}

const stop = await ownDatabase();
const { head, branch } = await makeBranchTree();
const actor = await makeActor<"customer:import">(head, ["administrator"]);
const worker = startProcess("bench/parts/instant-worker.ts");
const received = await receiveImport(actor, fileOf(branch.code), { fileName: "customers.csv", contentType: "text/csv", mapping: "auto" });
if (!received.ok) throw new Error(received.error.code);
const state = () => db().customerImport.findUniqueOrThrow({ where: { id: received.value.id }, select: { state: true, rows: true, taken: true, failure: true } });
await until(async () => (await state()).rows > 0, 20);
const [began, before] = [performance.now(), (await state()).rows];
const memory = watchMemory(worker.pid);
await until(async () => {
  const { state: at, failure } = await state();
  if (at === "failed") throw new Error(`the import failed: ${failure}`);
  return at === "done";
}, 100);
const seconds = (performance.now() - began) / 1000;
const { highest, median } = memory();
await worker.stop();
const { taken } = await state();
if (taken !== ROWS) throw new Error(`${taken} rows were taken, not ${ROWS}`);
const customerOctets = await octetsEach("customer", ROWS);
const consentOctets = await octetsEach("consent_entry", ROWS);
const rawRows = Math.min(ROWS, 200_000);
const raw = rawRows / (await rawSeconds(branch, rawRows));
report([
  said("import: rows a second, parsed, checked, encrypted, stored", (ROWS - before) / seconds, "/s"),
  said("import: COPY of the same rows with the same encryption", raw, "/s"),
  atLeast("import: share of plain COPY", (ROWS - before) / seconds / raw, "", 0.4),
  said("import: worker's memory, highest", highest, "MB"),
  atMost("import: memory, highest against the middle", highest / median, "×", 1.5),
  said("disk: a customer with its indexes", customerOctets.all, "octets"),
  said("disk: of these, indexes", customerOctets.indexes, "octets"),
  said("disk: an entry of consent with its indexes", consentOctets.all, "octets"),
], values.json);
await closeQueues();
await disconnect();
await stop();
