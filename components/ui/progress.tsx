export type Part = { readonly name: string; readonly count: number; readonly colour: string };

type Props = {
  readonly parts: readonly Part[];
  readonly total: number;
  readonly label: string;
  readonly counted?: (count: number) => string;
};

/** A bar of parts of a whole, each with its colour and name. */
export function Progress({ parts, total, label, counted = String }: Props) {
  const whole = Math.max(total, 1);
  const words = parts.map((part) => `${part.name} ${counted(part.count)}`).join(", ");
  return (
    <div
      role="img"
      aria-label={`${label}: ${words}`}
      className="flex h-2.5 w-full gap-px overflow-hidden rounded-full bg-surface-tertiary"
    >
      {parts
        .filter((part) => part.count > 0)
        .map((part) => (
          <span
            key={part.name}
            title={`${part.name} ${counted(part.count)}`}
            style={{ width: `${(part.count / whole) * 100}%`, background: part.colour }}
          />
        ))}
    </div>
  );
}
