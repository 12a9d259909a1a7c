import { useInstantCarrier } from "./instant-carrier";

// A worker as it runs in production, but for the carrier at its other end.
useInstantCarrier();
await import("../../worker");
