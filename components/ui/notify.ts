"use client";

import { toast } from "@heroui/react/toast";

/** A short word in the corner after something was done. */
export function notify(message: string, tone: "success" | "danger" = "success"): void {
  if (tone === "success") toast.success(message);
  else toast.danger(message);
}
