/** Groups whose small transactions are told for free (domain.md §2.6): who depends on seeing every yuan come in. */
export const CUSTOMER_GROUPS = ["elderly", "migrant_worker", "subsidy"] as const;
export type CustomerGroup = (typeof CUSTOMER_GROUPS)[number];

// Words that banks put into tags and product names; matched anywhere in them.
const WORDS: Readonly<Record<CustomerGroup, readonly string[]>> = {
  elderly: ["老年", "养老", "高龄", "退休", "elderly", "pension"],
  migrant_worker: ["农民工", "务工", "民工", "migrant"],
  subsidy: ["补贴", "低保", "社保", "救助", "subsid", "welfare"],
};

/** The groups that a customer's tags, products and kind put him into. */
export function groupsOf(labels: readonly string[]): CustomerGroup[] {
  const folded = labels.map((label) => label.toLowerCase());
  return CUSTOMER_GROUPS.filter((group) => folded.some((label) => WORDS[group].some((word) => label.includes(word))));
}
