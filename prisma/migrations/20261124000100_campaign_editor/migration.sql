ALTER TABLE "campaign" ADD COLUMN "last_editor_id" TEXT;
