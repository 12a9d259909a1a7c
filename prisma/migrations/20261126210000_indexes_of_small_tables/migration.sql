-- Indexes that no query takes: three of tables with some dozens of rows, which fit a page or two and are read whole, and one
-- of templates by branch, which no query asks for (lists look along the id, and at the branch's path through the branch).
DROP INDEX "route_channel_idx";
DROP INDEX "rule_proposal_pack_state_idx";
DROP INDEX "consent_wording_purpose_state_idx";
DROP INDEX "template_branch_id_id_idx";
