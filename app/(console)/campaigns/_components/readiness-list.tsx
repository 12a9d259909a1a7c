import { CircleAlert, ShieldCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Readiness } from "@/lib/domain/campaign/readiness";

const PARTS = [
  { part: "blockers", words: "blocker", icon: CircleAlert, colour: "text-danger" },
  { part: "warnings", words: "warning", icon: TriangleAlert, colour: "text-warning" },
  { part: "protections", words: "protection", icon: ShieldCheck, colour: "text-success" },
] as const;

/** What stands in the way, what to look at, and what protects the customer whatever is done. */
export function ReadinessList({ readiness }: { readonly readiness: Readiness }) {
  const t = useTranslations("readiness");
  const head = useTranslations("campaigns");
  const say = t as unknown as (key: string, values: Readonly<Record<string, string | number>>) => string;
  return (
    <div className="flex flex-col gap-3">
      {PARTS.filter(({ part }) => readiness[part].length > 0).map(({ part, words, icon: Icon, colour }) => (
        <div key={part}>
          <h3 className="mb-1 text-sm font-medium text-muted">{head(part)}</h3>
          <ul className="flex flex-col gap-1">
            {readiness[part].map((sentence) => (
              <li key={sentence.code} className="flex gap-2"><Icon aria-hidden size={16} className={`mt-1 shrink-0 ${colour}`} /><span>{say(`${words}.${sentence.code}`, sentence.evidence)}</span></li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
