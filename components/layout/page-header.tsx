import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "@/components/ui/breadcrumbs";

type Props = {
  readonly title: ReactNode;
  /** State badge beside the title. */
  readonly badge?: ReactNode;
  readonly description?: ReactNode;
  readonly breadcrumbs?: readonly Crumb[];
  /** The page's one primary action. */
  readonly action?: ReactNode;
  /** What else can be done here: secondary buttons and a Menu. */
  readonly menu?: ReactNode;
};

/** The head of a page: where it is, what it is, what to do here. */
export function PageHeader({ title, badge, description, breadcrumbs, action, menu }: Props) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {breadcrumbs !== undefined && breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl leading-snug font-semibold wrap-break-word">{title}</h1>
          {badge}
        </div>
        {description !== undefined && <p className="mt-0.5 max-w-prose text-muted">{description}</p>}
      </div>
      {(action !== undefined || menu !== undefined) && (
        <div className="no-print flex flex-wrap items-center gap-2">
          {menu}
          {action}
        </div>
      )}
    </div>
  );
}
