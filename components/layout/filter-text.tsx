type Props = {
  readonly label: string;
  readonly name: string;
  readonly defaultValue?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly type?: "search" | "text" | "date" | "number";
  readonly hideLabel?: boolean;
};

/** A text, number or day in a FilterBar: the browser's own field, like NativeSelect. */
export function FilterText({ label, name, defaultValue, placeholder, type = "search", hideLabel = false }: Props) {
  const id = `filter-${name}`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={defaultValue}
        placeholder={placeholder}
        className="native-field"
      />
    </div>
  );
}
