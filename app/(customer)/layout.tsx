import type { Metadata } from "next";
import type { ReactNode } from "react";
import "./customer.css";

// The address of a page is its key: no other site, and no log of ours, may learn it from a Referer.
export const metadata: Metadata = { referrer: "no-referrer", robots: { index: false, follow: false, nocache: true } };

/** Pages for customers: no account, no scripts of their own, large type. */
export default function CustomerLayout({ children }: { readonly children: ReactNode }) {
  return <div className="letter">{children}</div>;
}
