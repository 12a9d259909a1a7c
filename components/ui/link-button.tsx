import { buttonVariants } from "@heroui/styles";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

type Props = {
  readonly href: Route;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  readonly variant?: "primary" | "secondary" | "ghost" | undefined;
  readonly size?: "sm" | "md" | undefined;
  /** The address answers with a file. */
  readonly download?: boolean | undefined;
};

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({ href, children, icon, variant = "secondary", size = "md", download = false }: Props) {
  const className = buttonVariants({ variant, size });
  if (download) {
    return (
      <a href={href} className={className} download>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={className}>
      {icon}
      {children}
    </Link>
  );
}
