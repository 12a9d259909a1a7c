import "server-only";
import { now } from "../../clock";
import type { CallbackRequest } from "../port";

/** When a callback came: written down when it was stored, so that reading it again later finds the same. */
export function receivedAt({ receivedAt: at }: CallbackRequest): Date {
  return at === undefined ? now() : new Date(at);
}
