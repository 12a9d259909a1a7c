-- Accounts: the breaker, sending for show, and what is kept of the exchanges.
ALTER TABLE "provider_account" ADD COLUMN "breaker" TEXT NOT NULL DEFAULT 'closed',
  ADD COLUMN "breaker_at" TIMESTAMPTZ(3),
  ADD COLUMN "breaker_why" JSONB,
  ADD COLUMN "dry_run" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "keeps_exchanges" TEXT NOT NULL DEFAULT 'all';

CREATE TABLE "route" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "purpose" TEXT,
    "country" TEXT,
    "prefix" TEXT,
    "branch_path" TEXT,
    "provider_account_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL DEFAULT 100,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "route_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "route_channel_idx" ON "route"("channel");
ALTER TABLE "route" ADD CONSTRAINT "route_provider_account_id_fkey" FOREIGN KEY ("provider_account_id") REFERENCES "provider_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "template_filing" (
    "template_version_id" UUID NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "variant" TEXT NOT NULL DEFAULT 'plain',
    "filing_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "detail" TEXT NOT NULL DEFAULT '',
    "filed_by" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "template_filing_pkey" PRIMARY KEY ("template_version_id", "provider_account_id", "variant")
);
ALTER TABLE "template_filing" ADD CONSTRAINT "template_filing_provider_account_id_fkey" FOREIGN KEY ("provider_account_id") REFERENCES "provider_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "template_filing" ADD CONSTRAINT "template_filing_template_version_id_fkey" FOREIGN KEY ("template_version_id") REFERENCES "template_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "carrier_callback" (
    "id" BIGSERIAL NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "request_cipher" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" SMALLINT NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_callback_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "carrier_callback_kind_next_at_idx" ON "carrier_callback"("kind", "next_at");

CREATE TABLE "carrier_exchange" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "direction" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "body_cipher" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_exchange_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "carrier_exchange_message_id_id_idx" ON "carrier_exchange"("message_id", "id");
CREATE INDEX "carrier_exchange_at_idx" ON "carrier_exchange"("at");

CREATE TABLE "carrier_link_state" (
    "provider_account_id" UUID NOT NULL,
    "worker" TEXT NOT NULL,
    "slot" SMALLINT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "in_flight" INTEGER NOT NULL,
    "window" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_link_state_pkey" PRIMARY KEY ("provider_account_id", "worker", "slot")
);

CREATE TABLE "account_minute" (
    "provider_account_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "troubled" INTEGER NOT NULL DEFAULT 0,
    "uncertain" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "answer_ms" BIGINT NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "account_minute_pkey" PRIMARY KEY ("provider_account_id", "minute")
);

CREATE TABLE "carrier_code" (
    "provider_account_id" UUID NOT NULL,
    "space" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_code_pkey" PRIMARY KEY ("provider_account_id", "space", "code")
);

CREATE TABLE "provider_code" (
    "space" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_code_pkey" PRIMARY KEY ("space", "code")
);

-- Segments that a carrier reports one by one.
CREATE TABLE "message_part" (
    "provider_account_id" UUID NOT NULL,
    "provider_message_id" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "state" TEXT,
    "code" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_part_pkey" PRIMARY KEY ("provider_account_id", "provider_message_id")
);
CREATE INDEX "message_part_message_id_idx" ON "message_part"("message_id");

-- What a text was made from, for carriers that are handed a filed template and its values instead of the text.
ALTER TABLE "message" ADD COLUMN "values_cipher" BYTEA;
