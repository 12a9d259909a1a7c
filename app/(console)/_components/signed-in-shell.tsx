"use client";

import { signOut } from "next-auth/react";
import { ConsoleShell, type ConsoleShellProps } from "@/components/layout/console-shell";

/** The console's frame with the one thing it cannot know by itself: how a session ends. */
export function SignedInShell(props: Omit<ConsoleShellProps, "onSignOut">) {
  return <ConsoleShell {...props} onSignOut={() => void signOut({ callbackUrl: "/sign-in" })} />;
}
