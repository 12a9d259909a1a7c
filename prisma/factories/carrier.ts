import { randomUUID } from "node:crypto";
import type { Prisma } from "@/prisma/generated/client";
import type { Channel } from "@/lib/domain/shared/vocabulary";
import { encrypt } from "@/lib/server/crypto/cipher";
import { db } from "@/lib/server/db/client";

/** An account at the simulator carrier, with a price of 0.045 yuan a billing segment. */
export async function makeProviderAccount(settings: Prisma.InputJsonObject = {}, speedPerSecond = 1_000_000) {
  return db().providerAccount.create({
    data: {
      key: `sim-${randomUUID().slice(0, 8)}`, name: "simulator", driver: "simulator", settings, speedPerSecond,
      prices: { create: { micros: 45_000n, effectiveFrom: new Date("2026-01-01T00:00:00Z"), source: "test", createdBy: "test" } },
    },
    select: { id: true, key: true },
  });
}

/** An account of any driver and channel, open, with its credentials; settings may name its own address. */
export async function makeAccountOf(driver: string, channel: Channel, settings: (key: string) => Prisma.InputJsonObject, secrets: Readonly<Record<string, string>>) {
  const key = `${driver}-${randomUUID().slice(0, 8)}`;
  return db().providerAccount.create({
    data: {
      key, name: driver, driver, channel, settings: settings(key), secretsCipher: encrypt(JSON.stringify(secrets), "provider.secrets"), speedPerSecond: 1_000_000,
      prices: { create: { micros: 100_000n, effectiveFrom: new Date("2026-01-01T00:00:00Z"), source: "test", createdBy: "test" } },
    },
    select: { id: true, key: true },
  });
}
