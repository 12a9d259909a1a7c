import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { environment } from "../env";
import { signIn } from "./sign-in";

// Short and sliding: an idle desk is signed out after half an hour.
export const SESSION_SECONDS = 30 * 60;

/** next-auth's configuration: credentials, and a token that holds nothing but an id and a session version. */
export function authOptions(): AuthOptions {
  return {
    secret: environment().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { login: {}, password: {} },
        async authorize(credentials) {
          const outcome = await signIn(credentials?.login ?? "", credentials?.password ?? "");
          // next-auth hands the message of an error to the sign-in page as ?error=…
          if (!outcome.ok) throw new Error(outcome.code);
          return { id: outcome.personId, sessionVersion: outcome.sessionVersion };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user) return { sub: user.id, sessionVersion: (user as { sessionVersion?: number }).sessionVersion };
        return token;
      },
      session({ session, token }) {
        return { expires: session.expires, personId: token.sub, sessionVersion: token.sessionVersion };
      },
    },
  };
}
