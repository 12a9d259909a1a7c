const WIDTHS = ["w-full", "w-11/12", "w-4/5", "w-full", "w-3/5"];

/** Holds the place of what is on its way, in its size, so that nothing jumps. `label` says what is awaited. */
export function Skeleton({
  label,
  lines = 3,
  height,
}: {
  readonly label: string;
  readonly lines?: number;
  readonly height?: number;
}) {
  return (
    <div
      role="status"
      aria-label={label}
      className="flex w-full flex-col gap-3 motion-safe:animate-pulse"
      style={height === undefined ? undefined : { minHeight: height }}
    >
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} aria-hidden className={`h-4 rounded bg-surface-tertiary ${WIDTHS[index % WIDTHS.length]}`} />
      ))}
    </div>
  );
}
