-- What one phone wrote: its thread, and whether another of its texts waits for a decision.
CREATE INDEX "inbound_message_from_index_id_idx" ON "inbound_message"("from_index", "id" DESC);

-- Few at any time, asked for with every page: decisions to be taken, and what compliance has to look at.
CREATE INDEX inbound_message_due ON inbound_message (due_at) WHERE due_at IS NOT NULL AND handled_at IS NULL;
CREATE INDEX inbound_message_flagged ON inbound_message (id) WHERE flag IS NOT NULL AND flag_cleared_at IS NULL;
