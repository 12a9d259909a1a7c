import { putInstantCarrierInPlace } from "./instant-carrier";

// A worker as it runs in production, but for the carrier at its other end.
putInstantCarrierInPlace();
await import("../../worker");
