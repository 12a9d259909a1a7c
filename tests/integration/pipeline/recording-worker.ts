import { registerDriver } from "@/lib/server/carriers/registry";
import { muteCarrier, recordingCarrier } from "./recording-carrier";

// A worker as it runs in production, but for the carriers at its other end.
const file = process.env.TAKEN_FILE ?? "";
registerDriver(recordingCarrier(file));
registerDriver(muteCarrier(file));
await import("@/worker");
