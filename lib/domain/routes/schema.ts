import { isSupportedCountry } from "libphonenumber-js/min";
import { z } from "zod";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";

const purpose = z.enum([...PURPOSES, "all"]).transform((value) => (value === "all" ? null : value));
const country = z.string().trim().toUpperCase().refine((value) => value === "" || isSupportedCountry(value), "route.country_unknown").transform((value) => (value === "" ? null : value));
const prefix = z.string().trim().regex(/^\d{0,10}$/, "route.prefix_malformed").transform((value) => (value === "" ? null : value));

const place = { rank: z.number().int().min(0).max(1_000), weight: z.number().int().min(1).max(1_000) };

/** A route as the form holds it; empty and "all" mean that it is for any. */
export const createRouteSchema = z
  .object({
    channel: z.enum(CHANNELS),
    purpose,
    /** ISO 3166-1 alpha-2. */
    country,
    /** First digits of the number after its country code. */
    prefix,
    branchId: z.uuid().nullable(),
    accountId: z.uuid("route.account_missing"),
    ...place,
  })
  // Digits mean nothing before one knows of which country's numbers they are the first.
  .refine((route) => route.prefix === null || route.country !== null, { path: ["country"], message: "route.prefix_without_country" })
  .refine((route) => route.channel !== "email" || route.country === null, { path: ["country"], message: "route.email_has_no_number" });

export const routeIdSchema = z.object({ routeId: z.uuid() });

/** Another place for a route; `seen` is what the page showed, so that nobody undoes what they have not seen. */
export const placeRouteSchema = z.object({ routeId: z.uuid(), ...place, seen: z.object(place) });

/** A question which way a message would go; the number is used and forgotten. */
export const askRouteSchema = z.object({ channel: z.enum(CHANNELS), purpose: z.enum(PURPOSES), branchId: z.uuid("route.branch_missing"), phone: z.string().trim().max(30) });

export type CreateRouteInput = z.output<typeof createRouteSchema>;
export type PlaceRouteInput = z.output<typeof placeRouteSchema>;
export type AskRouteInput = z.output<typeof askRouteSchema>;
