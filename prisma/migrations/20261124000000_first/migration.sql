-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('draft', 'in_review', 'approved', 'scheduled', 'running', 'paused', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('uploaded', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "branch_kind" AS ENUM ('head_office', 'province', 'branch');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('officer', 'reviewer', 'manager', 'administrator');

-- CreateEnum
CREATE TYPE "version_state" AS ENUM ('draft', 'in_review', 'approved', 'returned', 'retired');

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('open', 'approved', 'returned', 'withdrawn');

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" "campaign_state" NOT NULL DEFAULT 'draft',
    "template_version_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "branch_id" UUID NOT NULL,
    "branch_path" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "audience_rule" JSONB NOT NULL,
    "list_id" UUID,
    "bindings" JSONB NOT NULL DEFAULT '{}',
    "start_at" TIMESTAMPTZ(3),
    "speed_limit" INTEGER,
    "budget_micros" BIGINT,
    "provider_account_id" UUID,
    "frozen_count" INTEGER,
    "frozen_at" TIMESTAMPTZ(3),
    "dry_run" JSONB,
    "bound_hash" TEXT,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "pause_reason" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "lock_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_audience" (
    "campaign_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "customer_id" UUID NOT NULL,

    CONSTRAINT "campaign_audience_pkey" PRIMARY KEY ("campaign_id","ordinal")
);

-- CreateTable
CREATE TABLE "audience_list" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "columns" TEXT[],
    "rows" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "branch_path" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audience_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audience_list_entry" (
    "list_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "customer_id" UUID NOT NULL,
    "values_cipher" BYTEA NOT NULL,

    CONSTRAINT "audience_list_entry_pkey" PRIMARY KEY ("list_id","line")
);

-- CreateTable
CREATE TABLE "campaign_tally" (
    "campaign_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "billing_segments" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "campaign_tally_pkey" PRIMARY KEY ("campaign_id","state","reason")
);

-- CreateTable
CREATE TABLE "provider_account" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "driver" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'sms',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secrets_cipher" BYTEA,
    "speed_per_second" INTEGER NOT NULL DEFAULT 100,
    "contract_number" TEXT,
    "contract_ends_at" TIMESTAMPTZ(3),
    "priority" INTEGER NOT NULL DEFAULT 100,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price" (
    "id" UUID NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "purpose" TEXT,
    "micros" BIGINT NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_value" (
    "id" UUID NOT NULL,
    "pack" TEXT NOT NULL DEFAULT 'CN',
    "rule" TEXT NOT NULL,
    "purpose" TEXT,
    "params" JSONB NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "effective_to" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulated_message" (
    "provider_message_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "reference" UUID NOT NULL,
    "to_cipher" BYTEA NOT NULL,
    "to_index" BYTEA NOT NULL,
    "body_cipher" BYTEA NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "arrived" BOOLEAN NOT NULL,

    CONSTRAINT "simulated_message_pkey" PRIMARY KEY ("provider_message_id")
);

-- CreateTable
CREATE TABLE "simulated_event" (
    "id" BIGSERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "provider_message_id" TEXT NOT NULL,
    "state" TEXT,
    "code" TEXT,
    "reference" UUID,
    "body_cipher" BYTEA,
    "from_cipher" BYTEA,

    CONSTRAINT "simulated_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "branch_id" UUID NOT NULL,
    "branch_path" TEXT NOT NULL,
    "name_cipher" BYTEA NOT NULL,
    "name_index" BYTEA NOT NULL,
    "phone_cipher" BYTEA,
    "phone_index" BYTEA,
    "last_four_index" BYTEA,
    "email_cipher" BYTEA,
    "email_index" BYTEA,
    "birth_cipher" BYTEA,
    "birth_year" SMALLINT,
    "kind" TEXT,
    "products" TEXT[],
    "tags" TEXT[],
    "language" TEXT NOT NULL DEFAULT 'zh-CN',
    "time_zone" TEXT,
    "remarks_cipher" BYTEA,
    "import_hash" BYTEA,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preference" (
    "customer_id" UUID NOT NULL,
    "channels" TEXT[],
    "quiet_from" SMALLINT,
    "quiet_to" SMALLINT,
    "elder_friendly" BOOLEAN NOT NULL DEFAULT false,
    "no_profiling" BOOLEAN NOT NULL DEFAULT false,
    "wants_calls" BOOLEAN NOT NULL DEFAULT false,
    "lock_version" INTEGER NOT NULL DEFAULT 1,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "consent_entry" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "wording_version" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "evidence" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "consent_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppression" (
    "id" UUID NOT NULL,
    "contact_index" BYTEA NOT NULL,
    "channel" TEXT,
    "purpose" TEXT,
    "source" TEXT NOT NULL,
    "evidence" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" TEXT NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "suppression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_import" (
    "id" UUID NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'uploaded',
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL DEFAULT 0,
    "format" TEXT,
    "encoding" TEXT,
    "delimiter" TEXT,
    "header" TEXT[],
    "mapping" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "warnings" INTEGER NOT NULL DEFAULT 0,
    "by_reason" JSONB NOT NULL DEFAULT '{}',
    "failure" TEXT,
    "branch_path" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_chunk" (
    "import_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "cipher" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("import_id","ordinal")
);

-- CreateTable
CREATE TABLE "import_refusal" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "column" TEXT,
    "warning" BOOLEAN NOT NULL DEFAULT false,
    "cells_cipher" BYTEA NOT NULL,

    CONSTRAINT "import_refusal_pkey" PRIMARY KEY ("import_id","line","code")
);

-- CreateTable
CREATE TABLE "import_seen" (
    "import_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "line" INTEGER NOT NULL,

    CONSTRAINT "import_seen_pkey" PRIMARY KEY ("import_id","number")
);

-- CreateTable
CREATE TABLE "import_mapping" (
    "header_hash" BYTEA NOT NULL,
    "mapping" JSONB NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("header_hash")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "campaign_id" UUID,
    "customer_id" UUID NOT NULL,
    "branch_id" UUID NOT NULL,
    "branch_path" TEXT NOT NULL,
    "template_version_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "trace" JSONB NOT NULL,
    "body_cipher" BYTEA,
    "to_cipher" BYTEA,
    "contact_index" BYTEA,
    "content_index" BYTEA,
    "segments" SMALLINT NOT NULL DEFAULT 0,
    "billing_segments" SMALLINT NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "batch_id" UUID,
    "provider_account_id" UUID,
    "provider_message_id" TEXT,
    "api_key_id" UUID,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "final_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "message_attempt" (
    "message_id" UUID NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "provider_message_id" TEXT,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_attempt_pkey" PRIMARY KEY ("message_id","ordinal")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "dispatch_batch" (
    "id" UUID NOT NULL,
    "campaign_id" UUID,
    "lane" TEXT NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "size" INTEGER NOT NULL,
    "not_before" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispatch_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "provider_account_id" UUID NOT NULL,
    "provider_message_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "message_id" UUID,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("provider_account_id","provider_message_id","state")
);

-- CreateTable
CREATE TABLE "inbound_message" (
    "id" UUID NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "provider_inbound_id" TEXT NOT NULL,
    "from_cipher" BYTEA NOT NULL,
    "from_index" BYTEA NOT NULL,
    "body_cipher" BYTEA NOT NULL,
    "reply_class" TEXT NOT NULL,
    "customer_id" UUID,
    "branch_path" TEXT,
    "message_id" UUID,
    "campaign_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_tally" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "billing_segments" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "daily_tally_pkey" PRIMARY KEY ("day","branch_id","purpose","channel","state","reason")
);

-- CreateTable
CREATE TABLE "daily_receipt_delay" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "provider_account_id" UUID NOT NULL,
    "bucket_seconds" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "daily_receipt_delay_pkey" PRIMARY KEY ("day","branch_id","provider_account_id","bucket_seconds")
);

-- CreateTable
CREATE TABLE "daily_reply" (
    "branch_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "purpose" TEXT NOT NULL,
    "reply_class" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "daily_reply_pkey" PRIMARY KEY ("day","branch_id","purpose","reply_class")
);

-- CreateTable
CREATE TABLE "branch" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "kind" "branch_kind" NOT NULL,
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "hotline" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "branch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "role"[],
    "branch_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "role" "role" NOT NULL,
    "branch_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_request" (
    "api_key_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("api_key_id","key")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "branch_path" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "request_id" TEXT,
    "previous" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "signature" (
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signature_filing" (
    "signature_id" UUID NOT NULL,
    "carrier" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signature_filing_pkey" PRIMARY KEY ("signature_id","carrier")
);

-- CreateTable
CREATE TABLE "registered_link" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registered_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registered_contact" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registered_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'sms',
    "language" TEXT NOT NULL DEFAULT 'zh-CN',
    "branch_id" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template_version" (
    "id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "version_state" NOT NULL DEFAULT 'draft',
    "signature_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "variables" JSONB NOT NULL,
    "elder_friendly" BOOLEAN NOT NULL DEFAULT false,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "reasons" JSONB NOT NULL DEFAULT '{}',
    "content_hash" TEXT,
    "author_id" UUID NOT NULL,
    "lock_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "template_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "branch_path" TEXT NOT NULL,
    "state" "review_state" NOT NULL DEFAULT 'open',
    "bound_hash" TEXT NOT NULL,
    "submitted_by" UUID NOT NULL,
    "submitted_name" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "comment" TEXT,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "campaign_branch_path_id_idx" ON "campaign"("branch_path" text_pattern_ops, "id");

-- CreateIndex
CREATE INDEX "campaign_state_idx" ON "campaign"("state");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_audience_campaign_id_customer_id_key" ON "campaign_audience"("campaign_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "audience_list_entry_list_id_customer_id_key" ON "audience_list_entry"("list_id", "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_account_key_key" ON "provider_account"("key");

-- CreateIndex
CREATE INDEX "price_provider_account_id_effective_from_idx" ON "price"("provider_account_id", "effective_from");

-- CreateIndex
CREATE INDEX "rule_value_pack_rule_effective_from_idx" ON "rule_value"("pack", "rule", "effective_from");

-- CreateIndex
CREATE INDEX "simulated_message_to_index_accepted_at_idx" ON "simulated_message"("to_index", "accepted_at" DESC);

-- CreateIndex
CREATE INDEX "simulated_message_accepted_at_idx" ON "simulated_message"("accepted_at" DESC);

-- CreateIndex
CREATE INDEX "simulated_message_reference_idx" ON "simulated_message"("reference");

-- CreateIndex
CREATE INDEX "simulated_event_account_id_due_at_idx" ON "simulated_event"("account_id", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "customer_number_key" ON "customer"("number");

-- CreateIndex
CREATE INDEX "customer_branch_path_id_idx" ON "customer"("branch_path" text_pattern_ops, "id");

-- CreateIndex
CREATE INDEX "customer_phone_index_idx" ON "customer"("phone_index");

-- CreateIndex
CREATE INDEX "customer_last_four_index_idx" ON "customer"("last_four_index");

-- CreateIndex
CREATE INDEX "customer_name_index_idx" ON "customer"("name_index");

-- CreateIndex
CREATE INDEX "consent_entry_customer_id_channel_purpose_at_idx" ON "consent_entry"("customer_id", "channel", "purpose", "at" DESC);

-- CreateIndex
CREATE INDEX "suppression_contact_index_idx" ON "suppression"("contact_index");

-- CreateIndex
CREATE INDEX "customer_import_branch_path_id_idx" ON "customer_import"("branch_path" text_pattern_ops, "id");

-- CreateIndex
CREATE INDEX "message_campaign_id_state_id_idx" ON "message"("campaign_id", "state", "id");

-- CreateIndex
CREATE INDEX "message_customer_id_id_idx" ON "message"("customer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "message_batch_id_idx" ON "message"("batch_id");

-- CreateIndex
CREATE INDEX "message_provider_account_id_provider_message_id_idx" ON "message"("provider_account_id", "provider_message_id");

-- CreateIndex
CREATE INDEX "message_branch_path_id_idx" ON "message"("branch_path" text_pattern_ops, "id" DESC);

-- CreateIndex
CREATE INDEX "dispatch_batch_state_not_before_idx" ON "dispatch_batch"("state", "not_before");

-- CreateIndex
CREATE INDEX "dispatch_batch_campaign_id_state_idx" ON "dispatch_batch"("campaign_id", "state");

-- CreateIndex
CREATE INDEX "receipt_applied_at_received_at_idx" ON "receipt"("applied_at", "received_at");

-- CreateIndex
CREATE INDEX "inbound_message_customer_id_received_at_idx" ON "inbound_message"("customer_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "inbound_message_branch_path_id_idx" ON "inbound_message"("branch_path" text_pattern_ops, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "inbound_message_provider_account_id_provider_inbound_id_key" ON "inbound_message"("provider_account_id", "provider_inbound_id");

-- CreateIndex
CREATE UNIQUE INDEX "branch_code_key" ON "branch"("code");

-- CreateIndex
CREATE UNIQUE INDEX "branch_path_key" ON "branch"("path");

-- CreateIndex
CREATE UNIQUE INDEX "person_login_key" ON "person"("login");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_person_id_page_name_key" ON "saved_view"("person_id", "page", "name");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "idempotent_request_created_at_idx" ON "idempotent_request"("created_at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_type_subject_id_seq_idx" ON "audit_entry"("subject_type", "subject_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_seq_idx" ON "audit_entry"("actor_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_action_seq_idx" ON "audit_entry"("action", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "signature_text_key" ON "signature"("text");

-- CreateIndex
CREATE UNIQUE INDEX "registered_link_host_key" ON "registered_link"("host");

-- CreateIndex
CREATE UNIQUE INDEX "registered_contact_number_key" ON "registered_contact"("number");

-- CreateIndex
CREATE UNIQUE INDEX "template_key_key" ON "template"("key");

-- CreateIndex
CREATE INDEX "template_branch_id_id_idx" ON "template"("branch_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "template_version_template_id_number_key" ON "template_version"("template_id", "number");

-- CreateIndex
CREATE INDEX "review_state_submitted_at_id_idx" ON "review"("state", "submitted_at", "id");

-- CreateIndex
CREATE INDEX "review_subject_type_subject_id_idx" ON "review"("subject_type", "subject_id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_template_version_id_fkey" FOREIGN KEY ("template_version_id") REFERENCES "template_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "audience_list"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_provider_account_id_fkey" FOREIGN KEY ("provider_account_id") REFERENCES "provider_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audience_list_entry" ADD CONSTRAINT "audience_list_entry_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "audience_list"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_provider_account_id_fkey" FOREIGN KEY ("provider_account_id") REFERENCES "provider_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preference" ADD CONSTRAINT "preference_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_entry" ADD CONSTRAINT "consent_entry_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "customer_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_refusal" ADD CONSTRAINT "import_refusal_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "customer_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "branch" ADD CONSTRAINT "branch_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature_filing" ADD CONSTRAINT "signature_filing_signature_id_fkey" FOREIGN KEY ("signature_id") REFERENCES "signature"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template" ADD CONSTRAINT "template_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "template"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_signature_id_fkey" FOREIGN KEY ("signature_id") REFERENCES "signature"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say -----------------------------------------------------------

-- The smallest UUIDv7 of an instant: bounds partitions and prunes them in queries (RFC 9562 §5.7).
CREATE FUNCTION uuid_v7_floor(at timestamptz) RETURNS uuid
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Creates the monthly partitions of `message` and `message_attempt` that are missing. It runs with its owner's
-- rights, so that the application's role needs none over the schema.
CREATE FUNCTION ensure_message_partitions(from_month date, months int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
  AS $$
DECLARE
  month_start timestamptz;
  created int := 0;
  parent text;
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_message_partitions'));
  FOR i IN 0 .. months - 1 LOOP
    month_start := (date_trunc('month', from_month) + make_interval(months => i))::timestamp AT TIME ZONE 'UTC';
    FOREACH parent IN ARRAY ARRAY['message', 'message_attempt'] LOOP
      child := parent || to_char(month_start AT TIME ZONE 'UTC', '"_y"YYYY"m"MM');
      IF to_regclass(child) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent,
          uuid_v7_floor(month_start), uuid_v7_floor((month_start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
        created := created + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN created;
END $$;

-- Batches look for messages that still wait; most messages do not.
CREATE INDEX message_open ON message (campaign_id, id) WHERE state IN ('deferred', 'queued', 'submitting', 'uncertain');

-- One open review a subject.
CREATE UNIQUE INDEX review_one_open ON review (subject_type, subject_id) WHERE state = 'open';
-- One draft a template, and one version that is approved or in review at a time each.
CREATE UNIQUE INDEX template_version_one_draft ON template_version (template_id) WHERE state = 'draft';
CREATE UNIQUE INDEX template_version_one_in_review ON template_version (template_id) WHERE state = 'in_review';
CREATE UNIQUE INDEX template_version_one_approved ON template_version (template_id) WHERE state = 'approved';
-- One active suppression for the same scope.
CREATE UNIQUE INDEX suppression_one_active ON suppression (contact_index, coalesce(channel, ''), coalesce(purpose, '')) WHERE lifted_at IS NULL;
CREATE INDEX customer_tags ON customer USING gin (tags);
CREATE INDEX customer_products ON customer USING gin (products);

-- The trace cannot be rewritten, not even by the application that writes it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_entry_append_only BEFORE UPDATE OR DELETE ON consent_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A version's content is fixed from the moment it is submitted: approval cannot come to stand for another text.
CREATE FUNCTION refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.text, NEW.variables, NEW.signature_id, NEW.template_id, NEW.number, NEW.elder_friendly, NEW.author_id)
      IS DISTINCT FROM (OLD.text, OLD.variables, OLD.signature_id, OLD.template_id, OLD.number, OLD.elder_friendly, OLD.author_id) THEN
    RAISE EXCEPTION 'version % of template % is no draft: its content is fixed', OLD.number, OLD.template_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.content_hash IS NOT NULL AND OLD.state <> 'draft' AND NEW.content_hash IS DISTINCT FROM OLD.content_hash THEN
    RAISE EXCEPTION 'the hash of version % of template % is fixed', OLD.number, OLD.template_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER template_version_content_fixed BEFORE UPDATE ON template_version FOR EACH ROW EXECUTE FUNCTION refuse_content_change();

-- The purpose of a template decides its rules: it does not change once a version has been submitted.
CREATE FUNCTION refuse_purpose_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.purpose, NEW.channel, NEW.key) IS DISTINCT FROM (OLD.purpose, OLD.channel, OLD.key)
      AND EXISTS (SELECT FROM template_version WHERE template_id = OLD.id AND state <> 'draft') THEN
    RAISE EXCEPTION 'purpose, channel and key of template % are fixed', OLD.key USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER template_purpose_fixed BEFORE UPDATE ON template FOR EACH ROW EXECUTE FUNCTION refuse_purpose_change();

-- The application's role, where it exists (embedded server, or as docs/operations.md sets it up): rows, not structure;
-- the audit trail only grows.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hongyan_app') THEN
    GRANT USAGE ON SCHEMA public TO hongyan_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hongyan_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hongyan_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hongyan_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO hongyan_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, consent_entry FROM hongyan_app;
  END IF;
END $$;

SELECT ensure_message_partitions((current_date - interval '4 months')::date, 8);
