"use client";

import { useEffect, useEffectEvent } from "react";

export type Shortcuts = {
  readonly onSearch: () => void;
  readonly onPalette: () => void;
  readonly onHelp: () => void;
  /** `g`, then this key. */
  readonly onGo: (key: string) => void;
};

// How long `g` waits for the letter that says where to.
const CHORD_MS = 1_500;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** The keys of the console: `/`, `?`, Ctrl or Cmd + K, and `g` followed by a letter; silent while someone types. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const press = useEffectEvent((event: KeyboardEvent, chord: { since: number }) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      shortcuts.onPalette();
      return;
    }
    const dialogIsOpen = document.querySelector("[role=dialog], [role=alertdialog]") !== null;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialogIsOpen) return;
    if (event.timeStamp - chord.since < CHORD_MS) {
      chord.since = -CHORD_MS;
      shortcuts.onGo(event.key.toLowerCase());
    } else if (event.key === "/") {
      event.preventDefault();
      shortcuts.onSearch();
    } else if (event.key === "?") {
      event.preventDefault();
      shortcuts.onHelp();
    } else if (event.key === "g") {
      chord.since = event.timeStamp;
    }
  });

  useEffect(() => {
    const chord = { since: -CHORD_MS };
    const listen = (event: KeyboardEvent) => press(event, chord);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
