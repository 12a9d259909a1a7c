import type { Language } from "@/lib/domain/shared/vocabulary";

declare module "next-intl" {
  interface AppConfig {
    Locale: Language;
  }
}
