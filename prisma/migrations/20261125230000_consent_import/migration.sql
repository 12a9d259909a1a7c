-- A consent that came in a file names the import, whose audit entry carries the hash of the file.
ALTER TABLE "consent_entry" ADD COLUMN "import_id" UUID;
ALTER TABLE "consent_import" ADD COLUMN "columns" TEXT[], ADD COLUMN "file_hash" BYTEA;
