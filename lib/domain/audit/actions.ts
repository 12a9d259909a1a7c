/** Every kind of thing that leaves a trace; words in i18n `audit.action.<action with dots as nested keys>`. */
export const AUDIT_ACTIONS = [
  "session.signed_in", "session.refused", "session.locked", "session.unlocked", "session.signed_out", "access.denied",
  "person.created", "person.changed", "person.disabled", "person.enabled", "person.password_reset",
  "branch.created", "branch.changed", "branch.closed", "branch.reopened",
  "signature.created", "signature.filed", "signature.retired",
  "link.created", "link.retired", "contact.created", "contact.retired",
  "provider.created", "provider.changed", "provider.disabled", "provider.enabled", "provider.breaker", "provider.tested", "provider.filed", "provider.code_mapped", "route.created", "route.changed", "route.removed", "price.created", "rule.changed", "rule.proposed", "rule.rejected", "rule.withdrawn", "setting.changed",
  "apikey.created", "apikey.revoked",
  "customer.created", "customer.changed", "customer.revealed", "customer.searched", "preference.changed", "preference.printed", "page.link_issued", "page.link_revoked", "page.code_sent", "page.opened",
  "consent.given", "consent.withdrawn", "consent.imported", "consent.certified", "consent.renewal_asked",
  "wording.created", "wording.changed", "wording.published", "wording.retired", "suppression.created", "suppression.lifted",
  "import.received", "import.started", "import.discarded", "import.finished", "import.failed", "import.refusals_downloaded",
  "template.created", "template.saved", "template.discarded", "template.submitted", "template.withdrawn", "template.approved", "template.returned", "template.retired", "review.opened",
  "campaign.created", "campaign.saved", "campaign.dry_run", "campaign.frozen", "campaign.submitted", "campaign.withdrawn", "campaign.approved", "campaign.returned",
  "campaign.scheduled", "campaign.started", "campaign.paused", "campaign.resumed", "campaign.cancelled", "campaign.completed", "campaign.exported",
  "sending.stopped", "sending.released",
  "list.uploaded", "list.refusals_downloaded", "message.requested", "message.resolved", "message.exported", "inbound.received", "inbound.handled", "inbound.held", "inbound.judged", "inbound.assigned", "inbound.answered", "inbound.flag_cleared",
  "rights.received", "rights.exported", "rights.corrected", "rights.erased", "rights.closed", "rights.refused", "retention.run", "decision.tried",
  "report.exported", "audit.exported", "demo.seeded",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
