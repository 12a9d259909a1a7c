import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "info" | "success" | "warning" | "danger";
const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;
const COLOURS: Record<Tone, string> = { info: "border-accent text-accent", success: "border-success text-success", warning: "border-warning text-warning", danger: "border-danger text-danger" };

/** A few sentences that must not be overlooked. */
export function Callout({ tone = "info", title, children, role }: { readonly tone?: Tone; readonly title?: ReactNode; readonly children?: ReactNode; readonly role?: "alert" | "status" }) {
  const Icon = ICONS[tone];
  return (
    <div role={role} className={`flex gap-3 rounded-md border-l-4 bg-surface-secondary px-3 py-2.5 ${COLOURS[tone]}`}>
      <Icon aria-hidden size={18} className="mt-0.5 shrink-0" />
      <div className="min-w-0 text-foreground">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-sm">{children}</div>}
      </div>
    </div>
  );
}
