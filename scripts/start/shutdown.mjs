import { say } from "./say.mjs";

const PARENT_EVERY_MS = 1_000;

/** Stops the services in order when this process is asked to end, or when the npm that started it has died. */
export function stopWith(services) {
  const last = [];
  let stopping;
  const stop = (code) => {
    stopping ??= (async () => {
      await services.stop();
      for (const step of last.reverse()) step();
      process.exit(code);
    })();
    return stopping;
  };
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      if (!stopping) say("stopping");
      void stop(0);
    });
  }
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && void stop(1), PARENT_EVERY_MS).unref();
  }
  return { stop, atEnd: (step) => last.push(step), isStopping: () => stopping !== undefined };
}
