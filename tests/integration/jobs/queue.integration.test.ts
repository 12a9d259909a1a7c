import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Backend, JobQueue, JobWorker, NewJob } from "@/lib/server/jobs/backend";
import { openBackend } from "@/lib/server/jobs/open-backend";

let backend: Backend;
let queue: JobQueue;
const workers: JobWorker[] = [];
const ran: string[] = [];
// The queue of one test holds nothing of another's.
let serial = 0;
const jobId = (name: string) => `${serial}-${name}`;
const job = (name: string, opts: Partial<NewJob["opts"]> & { attempts?: number } = {}): NewJob => ({ name: "test", data: { id: name }, opts: { jobId: jobId(name), ...opts } });

function work(run: (id: string) => Promise<void> = () => Promise.resolve()): JobWorker {
  const worker = backend.worker("bulk", 4, async (_name, id) => {
    ran.push(id);
    await run(id);
  });
  workers.push(worker);
  return worker;
}
const until = (condition: () => void) => vi.waitFor(condition, { timeout: 20_000, interval: 20 });

beforeEach(() => {
  serial += 1;
  ran.length = 0;
  backend = openBackend(4);
  queue = backend.queue("bulk");
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await queue.close();
  await backend.close();
});

describe("a job", () => {
  it("is run once by one of many workers", async () => {
    for (let count = 0; count < 3; count += 1) work();
    const names = Array.from({ length: 200 }, (_, index) => `job-${index}`);
    await queue.addBulk(names.map((name) => job(name)));
    await until(() => expect(ran.length).toBeGreaterThanOrEqual(200));
    await sleep(300);
    expect([...ran].sort()).toEqual([...names].sort());
  });

  it("that is asked for twice waits once", async () => {
    await queue.addBulk([job("same"), job("same")]);
    await queue.addBulk([job("same")]);
    work();
    await until(() => expect(ran).toEqual(["same"]));
    await sleep(300);
    expect(ran).toEqual(["same"]);
  });

  it("is forgotten when it is done, so that it may be asked for again", async () => {
    work();
    for (let count = 1; count <= 3; count += 1) {
      // Until the end of the run before is written down, the same job counts as waiting: asked for as the sweeper does.
      await until(async () => {
        await queue.addBulk([job("again")]);
        expect(ran.length).toBeGreaterThanOrEqual(count);
      });
    }
  });

  it("waits until it is due, and no job behind it waits with it", async () => {
    const order: string[] = [];
    const dueAt = performance.now() + 1_500;
    let early = 0;
    work((id) => {
      order.push(id);
      // Timers may be a few milliseconds early.
      if (id === "later" && performance.now() < dueAt - 50) early += 1;
      return Promise.resolve();
    });
    await queue.addBulk([job("later", { delay: 1_500 }), job("now")]);
    await until(() => expect(order).toEqual(["now", "later"]));
    expect(early).toBe(0);
  });

  it("that fails is tried again", async () => {
    let tries = 0;
    work(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("the first time")) : Promise.resolve();
    });
    await queue.addBulk([job("shaky")]);
    await until(() => expect(tries).toBe(2));
  });

  it("that failed for good does not stand in the way of the next one for the same row", async () => {
    let tries = 0;
    let end = (): void => undefined;
    // The run after it is held, so that it is still there whenever it is asked for once more.
    const held = new Promise<void>((resolve) => (end = resolve));
    work(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("for good")) : held;
    });
    await queue.addBulk([job("hopeless", { attempts: 1 })]);
    await until(() => expect(tries).toBe(1));
    await until(async () => {
      await queue.addBulk([job("hopeless")]);
      expect(tries).toBe(2);
    });
    end();
  });
});

describe("a worker that is asked to end", () => {
  it("finishes the job at hand and takes no other", async () => {
    const done: string[] = [];
    const worker = work(async (id) => {
      await sleep(500);
      done.push(id);
    });
    await queue.addBulk(["a", "b", "c", "d", "e", "f"].map((name) => job(name)));
    await until(() => expect(ran.length).toBe(4));
    await worker.close();
    expect([ran.length, done.length]).toEqual([4, 4]);
    work((id) => Promise.resolve(void done.push(id)));
    await until(() => expect(done.length).toBe(6));
    expect(new Set(done).size).toBe(6);
  });
});
