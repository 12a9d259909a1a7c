import { rulePack, type PackSource } from "../pack";
import { CN_HANDLING } from "./cn/handling";
import { CN_HOURS } from "./cn/hours";
import { CN_MESSAGE } from "./cn/message";
import { CN_PEOPLE } from "./cn/people";
import { CN_PERSON } from "./cn/person";
import { CN_REFUSALS } from "./cn/refusals";
import { CN_REPETITION } from "./cn/repetition";

/** The rules of mainland China, as dated data; counsel may confirm or change every row. */
export const CN_SOURCE: PackSource = {
  code: "CN",
  timeZones: ["Asia/Shanghai"],
  currency: "CNY",
  calendar: "CN",
  rows: [...CN_PEOPLE, ...CN_PERSON, ...CN_REFUSALS, ...CN_MESSAGE, ...CN_HOURS, ...CN_REPETITION, ...CN_HANDLING],
};

/** The mainland pack as shipped; a bank's own values are laid over it with `withValues`. */
export const CN_PACK = rulePack(CN_SOURCE);
