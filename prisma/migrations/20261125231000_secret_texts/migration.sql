-- Texts that open something: a code, or a link to a customer's own page. Their words are dropped from the message once
-- they have left (JR/T 0171: a code is C3 data and is not kept).
CREATE TABLE "secret_text" (
    "message_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "wiped_at" TIMESTAMPTZ(3),

    CONSTRAINT "secret_text_pkey" PRIMARY KEY ("message_id")
);

-- The sweep looks at what is still readable, a handful of rows at any time.
CREATE INDEX "secret_text_open_idx" ON "secret_text"("expires_at") WHERE "wiped_at" IS NULL;
