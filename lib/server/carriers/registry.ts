import "server-only";
import { fail, ok, type Result } from "@/lib/domain/shared/result";
import type { BillingRule } from "@/lib/domain/text/billing";
import { isDemo } from "../env";
import { aliyun } from "./aliyun/driver";
import { aliyunVoice } from "./aliyun-voice/driver";
import { cmpp } from "./cmpp/driver";
import { http } from "./http/driver";
import type { CarrierDriver } from "./port";
import { simulator } from "./simulator/driver";
import { smppDriver } from "./smpp/driver";
import { smtp } from "./smtp/driver";
import { tencent } from "./tencent/driver";
import { twilio } from "./twilio/driver";
import { twilioVoice } from "./twilio-voice/driver";

const drivers = new Map<string, CarrierDriver>([simulator, cmpp, smppDriver, aliyun, tencent, twilio, http, smtp, aliyunVoice, twilioVoice].map((driver) => [driver.key, driver]));

/** The driver of that name, or null: an account may have been set up by a newer version. */
export function findDriver(key: string): CarrierDriver | null {
  return drivers.get(key) ?? null;
}

/** Names of the drivers that an account may use. */
export function driverKeys(): readonly string[] {
  return [...drivers.keys()];
}

/** Puts a driver in place of the one of the same key and answers how to undo it: for tests, at the port. */
export function registerDriver(driver: CarrierDriver): () => void {
  const before = drivers.get(driver.key);
  drivers.set(driver.key, driver);
  return () => {
    if (before) drivers.set(driver.key, before);
    else drivers.delete(driver.key);
  };
}

/** The driver of an account; an account without one is a mistake of configuration. */
export function driverNamed(key: string): CarrierDriver {
  const driver = drivers.get(key);
  if (!driver) throw new Error(`no driver is called ${key}`);
  return driver;
}

/** How an account's carrier counts, and whether it is handed values instead of texts: what composing must know. */
export function carrierTerms({ driver }: { readonly driver: string }): { readonly billing: BillingRule; readonly keepsValues: boolean } {
  const { billing, filesTemplates } = driverNamed(driver).capabilities;
  return { billing, keepsValues: filesTemplates };
}

// No real phone has these prefixes: demo data and tests use them, and no real carrier may be asked to reach them.
const MADE_UP = /^\+861(?:54|64|94)/;

/** Whether a number is one that no real phone has. */
export function isMadeUp(phone: string): boolean {
  return MADE_UP.test(phone);
}

/** The egress guard: a demo installation reaches no real carrier, whatever its accounts say. */
export function driverForSending(key: string): Result<CarrierDriver, { readonly code: "provider.real_in_demo" }> {
  const driver = driverNamed(key);
  return isDemo() && driver.capabilities.real ? fail({ code: "provider.real_in_demo" }) : ok(driver);
}
