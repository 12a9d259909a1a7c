import { z } from "zod";
import { CHANNELS, PURPOSES } from "@/lib/domain/shared/vocabulary";
import { instant, named } from "./shape";

const preferenceShape = named(
  "CustomerPreference",
  z.strictObject({
    channels: z.partialRecord(z.enum(PURPOSES), z.array(z.enum(CHANNELS)).readonly()),
    quietFrom: z.int().nullable(),
    quietTo: z.int().nullable(),
    elderFriendly: z.boolean(),
    noProfiling: z.boolean(),
    wantsCalls: z.boolean(),
    /** Transactions below it need no notice; null: the bank's own rule. */
    smallAmountYuan: z.int().nullable(),
    /** Whether a trusted contact is named; never who. */
    hasHelper: z.boolean(),
  }),
  { channels: { promotion: ["sms"] }, quietFrom: 1260, quietTo: 480, elderFriendly: true, noProfiling: false, wantsCalls: false, smallAmountYuan: null, hasHelper: false },
);

const consentShape = named(
  "CustomerConsent",
  z.strictObject({
    channel: z.enum(CHANNELS),
    purpose: z.enum(PURPOSES),
    state: z.enum(["given", "withdrawn"]),
    at: instant,
    source: z.string(),
  }),
  { channel: "sms", purpose: "promotion", state: "withdrawn", at: "2026-03-03T02:11:00.000Z", source: "reply" },
);

const suppressionShape = named(
  "CustomerSuppression",
  z.strictObject({
    channel: z.enum(CHANNELS).nullable(),
    purpose: z.enum(PURPOSES).nullable(),
    at: instant,
    source: z.string(),
  }),
  { channel: "sms", purpose: "promotion", at: "2026-03-03T02:11:00.000Z", source: "reply" },
);

const branchShape = named("CustomerBranch", z.strictObject({ code: z.string(), name: z.string() }), {
  code: "HN-01",
  name: "浏阳支行",
});

export const customerShape = named(
  "Customer",
  z.strictObject({
    number: z.string(),
    /** Masked, as are the phone and everything else personal. */
    name: z.string(),
    phone: z.string().nullable(),
    hasEmail: z.boolean(),
    branch: branchShape,
    kind: z.string().nullable(),
    products: z.array(z.string()),
    tags: z.array(z.string()),
    language: z.string(),
    birthYear: z.int().nullable(),
    closed: z.boolean(),
    preference: preferenceShape.nullable(),
    consents: z.array(consentShape),
    suppressions: z.array(suppressionShape),
  }),
  {
    number: "C0010000024",
    name: "王**",
    phone: "154****5678",
    hasEmail: false,
    branch: { code: "HN-01", name: "浏阳支行" },
    kind: "sole_trader",
    products: ["loan.micro"],
    tags: ["返乡创业"],
    language: "zh-CN",
    birthYear: 1971,
    closed: false,
    preference: null,
    consents: [
      { channel: "sms", purpose: "promotion", state: "withdrawn", at: "2026-03-03T02:11:00.000Z", source: "reply" },
    ],
    suppressions: [{ channel: "sms", purpose: "promotion", at: "2026-03-03T02:11:00.000Z", source: "reply" }],
  },
);

export type CustomerBody = z.output<typeof customerShape>;
