import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth/options";

type Context = { readonly params: Promise<{ nextauth: string[] }> };

// The options read the environment, which a build does not have: so they are made at the request.
async function handler(request: Request, context: Context): Promise<Response> {
  const answer: unknown = await NextAuth(request as never, context as never, authOptions());
  return answer as Response;
}

export { handler as GET, handler as POST };
