-- Looking for what a person did read the trail backwards until a page was full: all of it for somebody who did little. The
-- trail only grows, so this costs one entry of an index for each entry of the trail, and nothing for a message.
-- locks "audit_entry": building it reads the trail once, some seconds for a million entries; what is done meanwhile waits with its entry
CREATE INDEX "audit_entry_actor_name_seq_idx" ON "audit_entry"("actor_name", "seq");
