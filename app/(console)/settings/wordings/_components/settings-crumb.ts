import type { Route } from "next";
import { can, type Actor } from "@/lib/domain/access/permissions";

/** The way back to the settings, for those who may open them; the words are read by more people than that. */
export function settingsCrumb(actor: Actor, label: string): readonly { readonly href: Route; readonly label: string }[] {
  return can(actor, "settings:read") ? [{ href: "/settings" as Route, label }] : [];
}
