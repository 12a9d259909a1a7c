import { Refusal } from "./say.mjs";

const READY_WITHIN_MS = 120_000;

/** Waits until an address answers well; a refusal in words where it does not in time. */
export async function answers(url) {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Refusal(`Hongyan did not become ready within ${READY_WITHIN_MS / 1000} s. ${url} said: ${last}`);
}
