import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "info" | "success" | "warning" | "danger";

const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;

const COLOURS: Record<Tone, string> = {
  info: "border-accent bg-accent-soft text-accent",
  success: "border-success bg-success-soft text-success",
  warning: "border-warning bg-warning-soft text-warning",
  danger: "border-danger bg-danger-soft text-danger",
};

type Props = {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** `alert` for what appears because of something just done. */
  readonly role?: "alert" | "status";
  readonly action?: ReactNode;
};

/** A few sentences that must not be overlooked. */
export function Callout({ tone = "info", title, children, role, action }: Props) {
  const Icon = ICONS[tone];
  return (
    <div role={role} className={`flex gap-2.5 rounded-md border-s-4 px-3 py-2.5 ${COLOURS[tone]}`}>
      <Icon aria-hidden size={18} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1 text-foreground">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div>{children}</div>}
        {action !== undefined && <div className="mt-2">{action}</div>}
      </div>
    </div>
  );
}
