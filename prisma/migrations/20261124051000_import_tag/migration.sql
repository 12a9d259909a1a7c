-- A tag that every customer taken from the file gets, so that a campaign can be sent to just them.
ALTER TABLE "customer_import" ADD COLUMN "tag" TEXT;
