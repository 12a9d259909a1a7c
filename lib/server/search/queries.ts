import "server-only";
import { grant, type Authorized } from "@/lib/domain/access/permissions";
import { listCampaigns } from "../campaigns/queries";
import { listCustomers } from "../customers/queries";
import { listTemplates } from "../templates/queries";

export type SearchHit = { readonly kind: "customer" | "template" | "campaign"; readonly id: string; readonly label: string; readonly detail: string };

const OF_EACH_KIND = 4;

/**
 * What a few typed characters may mean, as far as the actor may see it: customers by exactly their number, phone, last
 * four digits or whole name (masked), templates by name or key, campaigns by name.
 */
export async function searchEverything(actor: Authorized<"dashboard:read">, query: string): Promise<readonly SearchHit[]> {
  const [customers, templates, campaigns] = [grant(actor, "customer:read"), grant(actor, "template:read"), grant(actor, "campaign:read")];
  const [people, texts, sendings] = await Promise.all([
    customers ? listCustomers(customers, { q: query }, undefined, OF_EACH_KIND) : { rows: [] },
    templates ? listTemplates(templates, { q: query }, undefined, OF_EACH_KIND) : { rows: [] },
    campaigns ? listCampaigns(campaigns, { q: query }, undefined, OF_EACH_KIND) : { rows: [] },
  ]);
  return [
    ...people.rows.map((row) => ({ kind: "customer" as const, id: row.id, label: [row.name, row.phone].filter(Boolean).join(" "), detail: row.number })),
    ...texts.rows.map((row) => ({ kind: "template" as const, id: row.id, label: row.name, detail: row.key })),
    ...sendings.rows.map((row) => ({ kind: "campaign" as const, id: row.id, label: row.name, detail: row.authorName })),
  ];
}
