import type { TemplateVariable } from "@/lib/domain/template/variable";

type Props = { readonly templateKey: string; readonly variables: readonly TemplateVariable[]; readonly label: string };

/** A request to the API with the sample values, as a programmer would write it. */
export function RequestExample({ templateKey, variables, label }: Props) {
  const body = {
    template: templateKey,
    customer: "…",
    variables: Object.fromEntries(variables.map(({ name, sample }) => [name, sample])),
  };
  return (
    // It scrolls sideways on a phone, so it must be reachable by keyboard.
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className="overflow-x-auto rounded-md border border-line bg-surface-secondary p-3 font-mono text-xs leading-relaxed"
    >
      {`POST /api/v1/messages\n\n${JSON.stringify(body, null, 2)}`}
    </pre>
  );
}
