/** A bar of parts of a whole, each with its colour and name. */
export function Progress({ parts, total, label }: { readonly parts: readonly { readonly name: string; readonly count: number; readonly colour: string }[]; readonly total: number; readonly label: string }) {
  const whole = Math.max(total, 1);
  return (
    <div role="img" aria-label={`${label}: ${parts.map((part) => `${part.name} ${part.count}`).join(", ")}`} className="flex h-2.5 w-full overflow-hidden rounded-full bg-surface-tertiary">
      {parts.map((part) => part.count > 0 && <span key={part.name} style={{ width: `${(part.count / whole) * 100}%`, background: part.colour }} />)}
    </div>
  );
}
