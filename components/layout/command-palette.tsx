"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useId, useState, type KeyboardEvent } from "react";
import { Dialog } from "@/components/ui/dialog";
import { matchEntries, type PaletteEntry } from "./palette-entries";

type Props = {
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly entries: readonly PaletteEntry[];
  /** Looks things up on the server: a customer by number or phone, a template by name. */
  readonly onSearch?: ((query: string) => Promise<readonly PaletteEntry[]>) | undefined;
};

const SHOWN = 12;
const PAUSE_MS = 200;

/** Opens anything by a few characters; the arrows choose, Enter goes. */
export function CommandPalette({ isOpen, onOpenChange, entries, onSearch }: Props) {
  const t = useTranslations("shell.palette");
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t("title")} size="lg">
      <PaletteBody entries={entries} onSearch={onSearch} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function useFound(query: string, onSearch: Props["onSearch"]): readonly PaletteEntry[] {
  const [answer, setAnswer] = useState<{ readonly query: string; readonly entries: readonly PaletteEntry[] }>({
    query: "",
    entries: [],
  });
  useEffect(() => {
    if (!onSearch || query.trim().length < 2) return;
    let isStale = false;
    const timer = setTimeout(() => {
      onSearch(query).then(
        (found) => !isStale && setAnswer({ query, entries: found }),
        // The pages can still be found; the search page tells what is wrong.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query, onSearch]);
  return answer.query === query ? answer.entries : [];
}

function PaletteBody({
  entries,
  onSearch,
  onDone,
}: Pick<Props, "entries" | "onSearch"> & { readonly onDone: () => void }) {
  const t = useTranslations("shell.palette");
  const router = useRouter();
  const list = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const looked = useFound(useDeferredValue(query), onSearch);
  const found = [...looked, ...matchEntries(entries, query)].slice(0, SHOWN);

  const open = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onDone();
    router.push(entry.href);
  };
  const press = (event: KeyboardEvent) => {
    // An input method uses the same keys to choose its characters.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(found[active]);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <input
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[active] ? `${list}-${active}` : undefined}
        aria-label={t("placeholder")}
        placeholder={t("placeholder")}
        autoComplete="off"
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
        className="native-field w-full"
      />
      <ul role="listbox" id={list} aria-label={t("title")} className="flex min-h-72 flex-col gap-px">
        {found.map((entry, index) => (
          <li
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerMove={() => setActive(index)}
            onClick={() => open(entry)}
            className="flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 py-1.5 aria-selected:bg-accent-soft aria-selected:text-accent-soft-foreground"
          >
            <span className="min-w-0 truncate">{entry.label}</span>
            <span className="shrink-0 text-xs text-muted">{entry.kind}</span>
          </li>
        ))}
      </ul>
      <p role="status" className="text-xs text-muted">
        {found.length === 0 ? t("empty") : t("hint")}
      </p>
    </div>
  );
}
