"use client";

import { toast } from "@heroui/react/toast";

export type NotifyTone = "success" | "info" | "warning" | "danger";

// Bad news stays until it is closed; the rest long enough to be read twice (WCAG 2.2.1).
const TIMEOUT_MS: Record<NotifyTone, number> = { success: 6_000, info: 8_000, warning: 12_000, danger: 0 };

/** A short word in the corner after something was done. */
export function notify(message: string, tone: NotifyTone = "success"): void {
  toast[tone](message, { timeout: TIMEOUT_MS[tone] });
}
