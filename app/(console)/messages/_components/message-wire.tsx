import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { ExactInstant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { WireRow } from "@/lib/server/messages/wire";

/** What went over the wire about a message, masked: for whoever has to find out where it was lost. */
export function MessageWire({ rows }: { readonly rows: readonly WireRow[] }) {
  const t = useTranslations("messages.wire");
  return (
    <Panel title={t("title")} description={t("lead")}>
      {rows.length === 0 && <p className="text-sm text-muted">{t("none")}</p>}
      {rows.map((row) => (
        <Disclosure
          key={row.id}
          summary={<span className="inline-flex items-center gap-1.5">{row.direction === "sent" ? <ArrowUpRight aria-hidden size={14} /> : <ArrowDownLeft aria-hidden size={14} />}{t(row.direction)} <code>{row.what}</code></span>}
          note={<ExactInstant at={row.at} withSeconds />}
        >
          <pre tabIndex={0} className="max-h-80 overflow-auto rounded-md bg-default p-2 text-xs whitespace-pre-wrap">{row.shown}</pre>
        </Disclosure>
      ))}
    </Panel>
  );
}
