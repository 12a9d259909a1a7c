-- CreateTable
CREATE TABLE "consent_renewal" (
    "wording_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,

    CONSTRAINT "consent_renewal_pkey" PRIMARY KEY ("wording_id","customer_id")
);

-- AddForeignKey
ALTER TABLE "consent_renewal" ADD CONSTRAINT "consent_renewal_wording_id_fkey" FOREIGN KEY ("wording_id") REFERENCES "consent_wording"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
