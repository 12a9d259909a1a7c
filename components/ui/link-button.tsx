import { buttonVariants } from "@heroui/styles";
import Link from "next/link";
import type { Route } from "next";
import type { ReactNode } from "react";

type Props = { readonly href: Route; readonly children: ReactNode; readonly variant?: "primary" | "secondary" | "ghost"; readonly size?: "sm" | "md"; readonly download?: boolean };

/** A link that looks like a button: for going somewhere, never for doing something. */
export function LinkButton({ href, children, variant = "secondary", size = "md", download }: Props) {
  const className = buttonVariants({ variant, size });
  if (download) return <a href={href} className={className} download>{children}</a>;
  return <Link href={href} className={className}>{children}</Link>;
}
