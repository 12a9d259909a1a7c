-- How a signature stands with the carrier of an account, as the carrier itself says it; the worker asks.
CREATE TABLE "account_signature" (
    "provider_account_id" UUID NOT NULL REFERENCES "provider_account"("id"),
    "signature_id" UUID NOT NULL REFERENCES "signature"("id"),
    "state" TEXT NOT NULL DEFAULT 'unknown',
    "code" TEXT NOT NULL DEFAULT '',
    "detail" TEXT NOT NULL DEFAULT '',
    "checked_at" TIMESTAMPTZ(3),
    CONSTRAINT "account_signature_pkey" PRIMARY KEY ("provider_account_id", "signature_id"),
    CONSTRAINT "account_signature_state_check" CHECK ("state" IN ('unknown', 'pending', 'filed', 'refused', 'lapsed'))
);
