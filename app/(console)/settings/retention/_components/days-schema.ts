import { z } from "zod";
import { SETTINGS } from "@/lib/domain/settings/settings";

export const requestDaysSchema = z.object({ days: SETTINGS["rights.days"].schema });
