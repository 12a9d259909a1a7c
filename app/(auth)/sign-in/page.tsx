import type { Metadata } from "next";
import Image from "next/image";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isDemo } from "@/lib/server/env";
import { getActor } from "@/lib/server/auth/session";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

/** Only a path of our own: a sign-in page must not forward to somebody else's site. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const next = ownPath((await searchParams).next);
  if (await getActor()) redirect("/");
  const t = await getTranslations("signIn");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-4">
      <div className="flex items-center gap-3">
        <Image src="/icon.svg" alt="" width={44} height={44} unoptimized />
        <div>
          <h1 className="text-xl font-semibold">{t("product")}</h1>
          <p className="text-sm text-muted">{t("tagline")}</p>
        </div>
      </div>
      <div className="panel w-full max-w-sm p-6">
        <SignInForm next={next} demoHint={isDemo()} />
      </div>
    </main>
  );
}
