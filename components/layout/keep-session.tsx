"use client";

import { useEffect } from "react";

// A session ends after half an hour without use; being read every five minutes while somebody works keeps it alive.
const EVERY_MS = 5 * 60_000;
const SIGNS_OF_WORK = ["pointerdown", "keydown"] as const;

/** Tells the server that somebody is at work, so that only an idle desk is signed out. */
export function KeepSession() {
  useEffect(() => {
    let last = performance.now();
    const touch = () => {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      // A failure needs no answer: the next page or action says that the session has ended.
      fetch("/api/auth/session", { cache: "no-store" }).catch(() => undefined);
    };
    for (const sign of SIGNS_OF_WORK) document.addEventListener(sign, touch, { passive: true });
    return () => {
      for (const sign of SIGNS_OF_WORK) document.removeEventListener(sign, touch);
    };
  }, []);
  return null;
}
