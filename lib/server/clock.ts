import "server-only";

/** The one place that reads the wall clock; rules receive what it says. */
export function now(): Date {
  return new Date();
}
