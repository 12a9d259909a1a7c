import type { ReactNode } from "react";

/** Names and what they are, in two columns that become one on a phone. */
export function DefinitionList({ items }: { readonly items: readonly { readonly term: ReactNode; readonly value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      {items.map((item, index) => (
        <div key={index} className="contents">
          <dt className="text-sm text-muted">{item.term}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
