-- Where an administrator gets tests of carrier accounts, encrypted.
ALTER TABLE "person" ADD COLUMN "phone_cipher" BYTEA;

-- A test text that an administrator asked for; the worker sends it, as it sends everything.
CREATE TABLE "carrier_test" (
    "id" UUID NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "code" TEXT NOT NULL DEFAULT '',
    "provider_message_id" TEXT NOT NULL DEFAULT '',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "carrier_test_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "carrier_test_state_asked_at_idx" ON "carrier_test"("state", "asked_at");
CREATE INDEX "carrier_test_person_id_asked_at_idx" ON "carrier_test"("person_id", "asked_at");
ALTER TABLE "carrier_test" ADD CONSTRAINT "carrier_test_provider_account_id_fkey" FOREIGN KEY ("provider_account_id") REFERENCES "provider_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "carrier_test" ADD CONSTRAINT "carrier_test_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
