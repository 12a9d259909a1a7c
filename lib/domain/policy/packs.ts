import { rulePack, type PackCode, type PackSource, type RulePack } from "./pack";
import { CN_SOURCE } from "./packs/cn";
import { EU_SOURCE } from "./packs/eu";
import { GB_SOURCE } from "./packs/gb";
import { HK_SOURCE } from "./packs/hk";
import { IN_SOURCE } from "./packs/in";
import { SG_SOURCE } from "./packs/sg";
import { US_SOURCE } from "./packs/us";

/** Every pack as shipped. */
export const PACK_SOURCES: Readonly<Record<PackCode, PackSource>> = {
  CN: CN_SOURCE,
  HK: HK_SOURCE,
  SG: SG_SOURCE,
  US: US_SOURCE,
  GB: GB_SOURCE,
  EU: EU_SOURCE,
  IN: IN_SOURCE,
};

/** A pack as shipped, ready to be asked. */
export function shippedPack(code: PackCode): RulePack {
  return rulePack(PACK_SOURCES[code]);
}
