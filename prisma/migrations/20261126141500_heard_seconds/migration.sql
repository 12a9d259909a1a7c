-- For how long a call stood that somebody answered, as its carrier reports it.
ALTER TABLE "receipt" ADD COLUMN "heard_seconds" INTEGER;
