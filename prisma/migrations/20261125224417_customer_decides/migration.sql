-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "assessment" TEXT,
ADD COLUMN     "family" TEXT,
ADD COLUMN     "uses_score" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "risk_tolerance" SMALLINT;

-- AlterTable
ALTER TABLE "inbound_message" ADD COLUMN     "assignee_id" UUID,
ADD COLUMN     "assignee_name" TEXT,
ADD COLUMN     "because" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "flag" TEXT,
ADD COLUMN     "flag_cleared_at" TIMESTAMPTZ(3),
ADD COLUMN     "handled_by" TEXT,
ADD COLUMN     "score" SMALLINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "preference" ADD COLUMN     "helper_agreed_at" TIMESTAMPTZ(3),
ADD COLUMN     "helper_evidence" TEXT,
ADD COLUMN     "helper_name_cipher" BYTEA,
ADD COLUMN     "helper_phone_cipher" BYTEA,
ADD COLUMN     "helper_phone_index" BYTEA,
ADD COLUMN     "small_amount_yuan" INTEGER;

-- One order of channels for everything becomes the same order for each purpose.
ALTER TABLE "preference" ALTER COLUMN "channels" DROP DEFAULT;
ALTER TABLE "preference" ALTER COLUMN "channels" TYPE JSONB USING CASE
    WHEN cardinality("channels") = 0 THEN '{}'::jsonb
    ELSE jsonb_build_object('account', to_jsonb("channels"), 'loan', to_jsonb("channels"), 'promotion', to_jsonb("channels"),
                            'risk', to_jsonb("channels"), 'education', to_jsonb("channels"))
END;
ALTER TABLE "preference" ALTER COLUMN "channels" SET DEFAULT '{}';
ALTER TABLE "preference" ALTER COLUMN "channels" SET NOT NULL;

-- AlterTable
ALTER TABLE "provider_account" ADD COLUMN     "takes_offers" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "rule_value" ADD COLUMN     "channel" TEXT,
ADD COLUMN     "confirmed_by" TEXT;

-- AlterTable
ALTER TABLE "template" ADD COLUMN     "asks_for" TEXT,
ADD COLUMN     "product_risk" SMALLINT,
ADD COLUMN     "use" TEXT NOT NULL DEFAULT 'notice';

-- AlterTable
ALTER TABLE "template_version" ADD COLUMN     "elder_text" TEXT;

-- CreateTable
CREATE TABLE "rule_proposal" (
    "id" UUID NOT NULL,
    "pack" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "purpose" TEXT,
    "channel" TEXT,
    "params" JSONB NOT NULL,
    "before" JSONB NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "proposed_by_id" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by_id" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "rule_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_wording" (
    "id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "text_zh" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "frequency_zh" TEXT NOT NULL,
    "frequency_en" TEXT NOT NULL,
    "duration_months" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "effective_from" TIMESTAMPTZ(3),
    "renew_by" TIMESTAMPTZ(3),
    "request_template" TEXT,
    "created_by_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by_id" TEXT,
    "approved_by" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_wording_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_import" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "branch_path" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_import_refusal" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "cells_cipher" BYTEA NOT NULL,

    CONSTRAINT "consent_import_refusal_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "access_link" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "customer_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_code" (
    "id" UUID NOT NULL,
    "contact_index" BYTEA NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_request" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "branch_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "received_by" TEXT NOT NULL,
    "evidence" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "outcome" JSONB NOT NULL DEFAULT '{}',
    "opened_by_id" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "closed_by_id" TEXT,
    "closed_by" TEXT,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retention_run" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "report" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "retention_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_answer" (
    "id" UUID NOT NULL,
    "inbound_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inbound_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "rule_proposal_pack_state_idx" ON "rule_proposal"("pack", "state");

-- CreateIndex
CREATE UNIQUE INDEX "consent_wording_version_key" ON "consent_wording"("version");

-- CreateIndex
CREATE INDEX "consent_wording_purpose_state_idx" ON "consent_wording"("purpose", "state");

-- CreateIndex
CREATE INDEX "consent_import_branch_path_id_idx" ON "consent_import"("branch_path" text_pattern_ops, "id");

-- CreateIndex
CREATE UNIQUE INDEX "access_link_token_hash_key" ON "access_link"("token_hash");

-- CreateIndex
CREATE INDEX "access_link_customer_id_created_at_idx" ON "access_link"("customer_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "access_code_contact_index_created_at_idx" ON "access_code"("contact_index", "created_at" DESC);

-- CreateIndex
CREATE INDEX "person_request_branch_path_state_due_at_idx" ON "person_request"("branch_path" text_pattern_ops, "state", "due_at");

-- CreateIndex
CREATE INDEX "person_request_customer_id_idx" ON "person_request"("customer_id");

-- CreateIndex
CREATE INDEX "retention_run_started_at_idx" ON "retention_run"("started_at" DESC);

-- CreateIndex
CREATE INDEX "inbound_answer_inbound_id_idx" ON "inbound_answer"("inbound_id");

-- CreateIndex
CREATE INDEX "inbound_answer_message_id_idx" ON "inbound_answer"("message_id");

-- AddForeignKey
ALTER TABLE "consent_import_refusal" ADD CONSTRAINT "consent_import_refusal_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "consent_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_link" ADD CONSTRAINT "access_link_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_request" ADD CONSTRAINT "person_request_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_answer" ADD CONSTRAINT "inbound_answer_inbound_id_fkey" FOREIGN KEY ("inbound_id") REFERENCES "inbound_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an elder-friendly customer gets is part of what was approved.
CREATE OR REPLACE FUNCTION refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.text, NEW.elder_text, NEW.variables, NEW.signature_id, NEW.template_id, NEW.number, NEW.elder_friendly, NEW.author_id)
      IS DISTINCT FROM (OLD.text, OLD.elder_text, OLD.variables, OLD.signature_id, OLD.template_id, OLD.number, OLD.elder_friendly, OLD.author_id) THEN
    RAISE EXCEPTION 'version % of template % is no draft: its content is fixed', OLD.number, OLD.template_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.content_hash IS NOT NULL AND OLD.state <> 'draft' AND NEW.content_hash IS DISTINCT FROM OLD.content_hash THEN
    RAISE EXCEPTION 'the hash of version % of template % is fixed', OLD.number, OLD.template_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- What a template is for, and how risky a product it offers, decide its rules like its purpose does.
CREATE OR REPLACE FUNCTION refuse_purpose_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.purpose, NEW.channel, NEW.key, NEW.use, NEW.asks_for, NEW.product_risk) IS DISTINCT FROM (OLD.purpose, OLD.channel, OLD.key, OLD.use, OLD.asks_for, OLD.product_risk)
      AND EXISTS (SELECT FROM template_version WHERE template_id = OLD.id AND state <> 'draft') THEN
    RAISE EXCEPTION 'purpose, channel, use and key of template % are fixed', OLD.key USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- Ledger entries name a wording: its words cannot change once somebody may have agreed to them.
CREATE FUNCTION refuse_wording_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state = 'draft' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'wording % was published: it stays', OLD.version USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.state <> 'draft' AND (NEW.version, NEW.purpose, NEW.text_zh, NEW.text_en, NEW.frequency_zh, NEW.frequency_en, NEW.duration_months, NEW.effective_from)
      IS DISTINCT FROM (OLD.version, OLD.purpose, OLD.text_zh, OLD.text_en, OLD.frequency_zh, OLD.frequency_en, OLD.duration_months, OLD.effective_from) THEN
    RAISE EXCEPTION 'wording % was published: its words are fixed', OLD.version USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consent_wording_fixed BEFORE UPDATE OR DELETE ON consent_wording FOR EACH ROW EXECUTE FUNCTION refuse_wording_change();
