import type { Route } from "next";
import { redirect } from "next/navigation";
import { requirePermission } from "@/lib/server/auth/session";

/** Where rules were changed once: bookmarks and audit entries still lead here. */
export default async function RulesPage(): Promise<never> {
  await requirePermission("settings:read", "policy:read");
  redirect("/policy" as Route);
}
