import {
  Archive,
  Ban,
  CalendarClock,
  Check,
  CheckCheck,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  CornerUpLeft,
  Hourglass,
  type LucideIcon,
  MoonStar,
  Pause,
  Pencil,
  Play,
  Stamp,
  Upload,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { CampaignState } from "@/lib/domain/campaign/lifecycle";
import type { MessageState } from "@/lib/domain/message/states";
import type { VersionState } from "@/lib/domain/template/lifecycle";

type Look = readonly [LucideIcon, ChipTone];

const MESSAGE: Record<MessageState, Look> = {
  deferred: [MoonStar, "neutral"],
  queued: [Clock, "neutral"],
  submitting: [Upload, "accent"],
  sent: [Check, "accent"],
  delivered: [CheckCheck, "success"],
  failed: [CircleX, "danger"],
  uncertain: [CircleHelp, "warning"],
  withheld: [Ban, "neutral"],
};

const VERSION: Record<VersionState, Look> = {
  draft: [Pencil, "neutral"],
  in_review: [Hourglass, "accent"],
  approved: [Stamp, "success"],
  returned: [CornerUpLeft, "warning"],
  retired: [Archive, "neutral"],
};

const CAMPAIGN: Record<CampaignState, Look> = {
  draft: [Pencil, "neutral"],
  in_review: [Hourglass, "accent"],
  approved: [Stamp, "success"],
  scheduled: [CalendarClock, "accent"],
  running: [Play, "accent"],
  paused: [Pause, "warning"],
  completed: [CircleCheck, "success"],
  cancelled: [Ban, "neutral"],
};

function Badge({ look: [Icon, tone], children }: { readonly look: Look; readonly children: string }) {
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {children}
    </Chip>
  );
}

/** Where a message stands. */
export function MessageStateBadge({ state }: { readonly state: MessageState }) {
  const t = useTranslations("message.state");
  return <Badge look={MESSAGE[state]}>{t(state)}</Badge>;
}

/** Where a template's version stands. */
export function VersionStateBadge({ state }: { readonly state: VersionState }) {
  const t = useTranslations("versionState");
  return <Badge look={VERSION[state]}>{t(state)}</Badge>;
}

/** Where a campaign stands. */
export function CampaignStateBadge({ state }: { readonly state: CampaignState }) {
  const t = useTranslations("campaignState");
  return <Badge look={CAMPAIGN[state]}>{t(state)}</Badge>;
}
