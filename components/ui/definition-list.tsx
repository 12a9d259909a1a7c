import type { ReactNode } from "react";

export type Definition = { readonly term: ReactNode; readonly value: ReactNode };

/** Names and what they are, in two columns that become one on a phone. */
export function DefinitionList({ items }: { readonly items: readonly Definition[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-0.5 sm:grid-cols-[max-content_1fr] sm:gap-y-2">
      {items.map((item, index) => (
        <div key={index} className="contents">
          <dt className="text-muted">{item.term}</dt>
          <dd className="min-w-0 wrap-break-word max-sm:mb-2">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
