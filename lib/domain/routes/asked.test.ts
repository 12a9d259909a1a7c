import { describe, expect, it } from "vitest";
import { askedVerdict } from "./asked";

const account = { usable: true, disabled: false, takesOffers: true, dryRun: false, restsUntil: null, onTrial: false, tried: true, share: 1 };

describe("why a message leaves through an account or not", () => {
  it("is said of one that is tried", () => {
    expect(askedVerdict(account, "risk")).toBe("leaves");
    expect(askedVerdict({ ...account, share: 0 }, "risk")).toBe("reserve");
    expect(askedVerdict({ ...account, dryRun: true }, "risk")).toBe("dry");
    expect(askedVerdict({ ...account, onTrial: true, share: 0.05 }, "risk")).toBe("trial");
    expect(askedVerdict({ ...account, restsUntil: new Date(0), share: 0 }, "risk")).toBe("rests");
  });
  it("is said of one that is not", () => {
    expect(askedVerdict({ ...account, tried: false, share: 0 }, "risk")).toBe("other_routes");
    expect(askedVerdict({ ...account, tried: false, takesOffers: false }, "promotion")).toBe("no_offers");
    expect(askedVerdict({ ...account, tried: false, takesOffers: false }, "risk")).toBe("other_routes");
    expect(askedVerdict({ ...account, tried: false, usable: false, disabled: true }, "risk")).toBe("off");
    expect(askedVerdict({ ...account, tried: false, usable: false }, "risk")).toBe("ended");
  });
});
