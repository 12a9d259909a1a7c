// What the two commands print. Plain Node: these files run before the dependencies are installed.
const started = Date.now();

/** Prints one line of progress with the seconds since the command began. */
export function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds}s  ${text}\n`);
}

/** Something the person at the keyboard can mend: shown without a stack. */
export class Refusal extends Error {}

/** Ends the process with a message that says what to do. */
export function explain(error) {
  const text = error instanceof Refusal ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`\n${text}\n`);
}
