import { createHmac } from 'node:crypto';
import { isSameText } from '../security/signature.ts';
import type { AcceptedBy, SignedRequest } from '../webhooks/webhook-request.ts';

/** Older or newer than this a message is refused: a recorded one cannot be played again later. */
const TOLERANCE_SECONDS = 300;

const PREFIX = 'whsec_';
/** The id becomes part of a key: printable, without spaces, and not endless. */
const ID_FORM = /^[\x21-\x7e]{1,200}$/;
const TIMESTAMP_FORM = /^\d{1,12}$/;

export type WebhookVerdict =
  | { readonly ok: true; readonly messageId: string }
  | { readonly ok: false; readonly reason: 'missing' | 'malformed' | 'too_old' | 'too_new' | 'mismatch' };

/** The specification asks for 24 to 64 bytes. */
const MIN_KEY_BYTES = 24;

/**
 * `whsec_` and base64 is the form of the specification; anything else is the key's text itself. Base64 of fewer bytes than
 * there may be was cut off, or is no base64, and could be guessed: it is no key, and nothing is signed with it.
 */
const keyOf = (secret: string): Buffer | undefined => {
  const text = secret.trim();
  if (!text.startsWith(PREFIX)) return Buffer.from(text, 'utf8');
  const key = Buffer.from(text.slice(PREFIX.length), 'base64');
  return key.length < MIN_KEY_BYTES ? undefined : key;
};

/** Versions other than `v1` are of schemes that are not agreed on, and prove nothing here. */
const signaturesOf = (header: string): readonly string[] =>
  header
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => part.slice('v1,'.length));

const ageVerdict = (timestampSeconds: number, now: Date): 'too_old' | 'too_new' | undefined => {
  const ageSeconds = Math.floor(now.getTime() / 1000) - timestampSeconds;
  if (ageSeconds > TOLERANCE_SECONDS) return 'too_old';
  return ageSeconds < -TOLERANCE_SECONDS ? 'too_new' : undefined;
};

/**
 * Standard Webhooks 1.0: HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`, as base64, one or several in
 * `webhook-signature`.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const verifyStandardWebhook = async (
  { headers, rawBody }: SignedRequest,
  acceptedBy: AcceptedBy,
  now: Date,
): Promise<WebhookVerdict> => {
  const [messageId, timestamp, header] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headers[name]?.trim() ?? '',
  );
  if (!messageId || !timestamp || !header) return { ok: false, reason: 'missing' };
  const given = signaturesOf(header);
  if (!ID_FORM.test(messageId) || !TIMESTAMP_FORM.test(timestamp) || given.length === 0) {
    return { ok: false, reason: 'malformed' };
  }
  const matches = await acceptedBy((secret) => {
    const key = keyOf(secret);
    if (key === undefined) return false;
    const hmac = createHmac('sha256', key).update(`${messageId}.${timestamp}.`).update(rawBody);
    const expected = hmac.digest('base64');
    return given.map((signature) => isSameText(signature, expected)).includes(true);
  });
  if (!matches) return { ok: false, reason: 'mismatch' };
  // Last, so that only who holds the secret learns whether our clocks agree.
  const stale = ageVerdict(Number(timestamp), now);
  return stale === undefined ? { ok: true, messageId } : { ok: false, reason: stale };
};
