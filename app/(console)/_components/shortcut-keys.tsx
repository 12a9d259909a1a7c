"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { NavLink } from "./console-nav";

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** `/` searches, `?` lists the keys, Ctrl or Command with K opens any place by name. */
export function ShortcutKeys({ places }: { readonly places: readonly NavLink[] }) {
  const t = useTranslations("console");
  const router = useRouter();
  const [open, setOpen] = useState<"keys" | "places" | null>(null);
  const [typed, setTyped] = useState("");

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setTyped("");
        setOpen("places");
      } else if (!isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        if (event.key === "?") setOpen("keys");
        if (event.key === "/") {
          event.preventDefault();
          document.getElementById("console-search")?.focus();
        }
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const found = places.filter((place) => place.label.toLowerCase().includes(typed.trim().toLowerCase()));
  const go = (place: NavLink | undefined) => {
    if (!place) return;
    setOpen(null);
    router.push(place.href);
  };
  return (
    <>
      <Dialog isOpen={open === "keys"} onOpenChange={(isOpen) => setOpen(isOpen ? "keys" : null)} title={t("keys.title")} size="sm">
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2">
          {(["/", "?", "Ctrl K", "Esc"] as const).map((key, index) => (
            <div key={key} className="contents"><dt><kbd className="rounded border border-line px-1.5">{key}</kbd></dt><dd>{t(`keys.${index}` as Parameters<typeof t>[0])}</dd></div>
          ))}
        </dl>
      </Dialog>
      <Dialog isOpen={open === "places"} onOpenChange={(isOpen) => setOpen(isOpen ? "places" : null)} title={t("palette")} size="sm">
        <form onSubmit={(event) => { event.preventDefault(); go(found[0]); }} className="flex flex-col gap-2">
          <input autoFocus value={typed} onChange={(event) => setTyped(event.target.value)} aria-label={t("palette")} className="native-field w-full" />
          <ul>
            {found.map((place) => (
              <li key={place.key}><button type="button" onClick={() => go(place)} className="h-9 w-full rounded-md px-2 text-left hover:bg-surface-secondary">{place.label}</button></li>
            ))}
          </ul>
        </form>
      </Dialog>
    </>
  );
}
