import "server-only";
import type { z } from "zod";
import type { CarrierAccount } from "../port";

/** Reads an account's settings and credentials, checked once for each account object; null where they are not usable. */
export function accountReader<S extends z.ZodType, K extends z.ZodType>(settings: S, secrets: K): (account: CarrierAccount) => { readonly settings: z.output<S>; readonly secrets: z.output<K> } | null {
  const known = new WeakMap<CarrierAccount, { readonly settings: z.output<S>; readonly secrets: z.output<K> } | null>();
  return (account) => {
    const before = known.get(account);
    if (before !== undefined) return before;
    const [own, keys] = [settings.safeParse(account.settings), secrets.safeParse(account.secrets ?? {})];
    const read = own.success && keys.success ? { settings: own.data, secrets: keys.data } : null;
    known.set(account, read);
    return read;
  };
}
