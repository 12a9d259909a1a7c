import "server-only";
import { HEARD, spokenLanguage } from "@/lib/domain/carrier/twilio-voice/calls";
import { twilioSdk } from "../twilio/client";
import { statusCallbackFor } from "../twilio/submit";

/** Most characters of TwiML in a request (twilio.com/docs/voice/api/call-resource, Twiml). */
const TWIML_MAX = 4_000;
/** Most UTF-8 octets that every kind of voice reads (twilio.com/docs/api/errors/13521: 3,000 to 5,000). */
const SPOKEN_MAX_OCTETS = 3_000;

/**
 * What a call does: reads the text as it was approved, then asks our address what comes next, which is how we learn that it was
 * heard to the end. Null where the text is longer than a call may read.
 */
export async function callScript(text: string, statusCallbackUrl: string, reference: string): Promise<string | null> {
  if (Buffer.byteLength(text, "utf8") > SPOKEN_MAX_OCTETS) return null;
  const { twiml } = await twilioSdk();
  const script = new twiml.VoiceResponse();
  script.say({ language: spokenLanguage(text) }, text);
  script.redirect({ method: "POST" }, `${statusCallbackFor(statusCallbackUrl, reference)}&${HEARD}=1`);
  const written = script.toString();
  return written.length > TWIML_MAX ? null : written;
}
