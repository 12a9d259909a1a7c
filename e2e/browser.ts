import { existsSync } from "node:fs";
import type { LaunchOptions } from "@playwright/test";

const INSTALLED = [process.env.PLAYWRIGHT_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// No look-ups of its own: a machine without the internet would wait for them.
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];

// A browser in a process without a language saves no file under a Chinese name: it calls all of them "download".
const ENV: Record<string, string> = { ...(process.env as Record<string, string>), LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };

/** A browser that is on the machine, else the one inside the npm package. */
export async function browserLaunch(): Promise<LaunchOptions> {
  const installed = INSTALLED.find((file) => file !== undefined && existsSync(file));
  if (installed) return { executablePath: installed, args: QUIET, env: ENV };
  const { default: chromium } = await import("@sparticuz/chromium");
  // Its own arguments are made for short-lived functions (one process, no web security): a test browser wants neither.
  return { executablePath: await chromium.executablePath(), args: QUIET, env: ENV };
}
