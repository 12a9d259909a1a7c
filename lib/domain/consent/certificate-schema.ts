import { z } from "zod";
import { revealReasonSchema } from "@/lib/domain/customer/schema";

/** Why a certificate shall show name and number in full. */
export const fullCertificateSchema = z.object({ reason: revealReasonSchema });
