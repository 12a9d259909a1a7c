import {
  ClipboardCheck,
  FileText,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  MessageSquareText,
  Scale,
  ScrollText,
  Send,
  Settings,
  ShieldCheck,
  Smartphone,
  Users,
} from "lucide-react";
import type { NavigationId } from "./navigation";

export const NAVIGATION_ICONS: Record<NavigationId, LucideIcon> = {
  dashboard: LayoutDashboard,
  templates: FileText,
  reviews: ClipboardCheck,
  campaigns: Send,
  customers: Users,
  messages: MessageSquareText,
  inbox: Inbox,
  rights: ShieldCheck,
  phones: Smartphone,
  policy: Scale,
  audit: ScrollText,
  settings: Settings,
};
