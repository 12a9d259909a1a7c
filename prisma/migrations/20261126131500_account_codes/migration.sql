-- What the accounts page says about a line in words: which codes came in a minute, and how far the carrier's clock was from ours.
ALTER TABLE "account_minute" ADD COLUMN "codes" JSONB NOT NULL DEFAULT '{}', ADD COLUMN "clock_seconds" INTEGER;
