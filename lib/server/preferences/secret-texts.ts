import "server-only";
import { now } from "../clock";
import { db, pool } from "../db/client";

const A_ROUND = 500;

/** Notes that a message's text opens something, before there is a message: no crash leaves a code that nobody wipes. */
export async function markSecret(messageId: string, expiresAt: Date): Promise<void> {
  await db().secretText.create({ data: { messageId, expiresAt }, select: { messageId: true } });
}

/**
 * Drops the words of codes and links from messages that have left for good, or are in doubt and open nothing any more:
 * a message that may still be submitted needs them. Notes without a message are struck off. Answers how many there were.
 */
export async function wipeSecretTexts(): Promise<number> {
  // One statement: the words go and the note says so, or neither.
  const { rowCount } = await pool().query(
    `WITH due AS (
       SELECT s.message_id AS id FROM secret_text s LEFT JOIN message m ON m.id = s.message_id
       WHERE s.wiped_at IS NULL AND (m.state IN ('sent', 'delivered', 'failed', 'withheld') OR ((m.id IS NULL OR m.state = 'uncertain') AND s.expires_at < $1))
       ORDER BY s.message_id LIMIT $2),
     wiped AS (UPDATE message SET body_cipher = NULL, content_index = NULL WHERE id IN (SELECT id FROM due) AND state NOT IN ('queued', 'deferred', 'submitting'))
     UPDATE secret_text SET wiped_at = $1 WHERE message_id IN (SELECT id FROM due)`,
    [now(), A_ROUND],
  );
  return rowCount ?? 0;
}
