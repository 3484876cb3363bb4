import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AcceptedBy, CarrierRequest, SignatureVerdict } from '../carrier.ts';

export const FEDEX_SIGNATURE_HEADER = 'fdx-signature';

/** 32 bytes of HMAC-SHA256 as text. */
const BASE64_FORM = /^[A-Za-z0-9+/]{43}=$/;
const HEX_FORM = /^[0-9a-f]{64}$/;

/**
 * Compared as text, not as decoded bytes: the last character of base64 carries two spare bits, so that four texts would
 * decode to the same signature. Both are of one length here, as `timingSafeEqual` demands.
 */
const sameText = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * FedEx signs the body with HMAC-SHA256 under the webhook's security token and sends it as base64 in `fdx-signature`.
 * One sentence of its documentation says hex instead of base64, so hex of the same HMAC is accepted too, and the scheme
 * that matched is answered.
 *
 * @see https://developer.fedex.com/api/en-us/catalog/shipment-visibility-webhook.html
 */
export const verifyFedexSignature = async (
  { headers, rawBody }: CarrierRequest,
  acceptedBy: AcceptedBy,
): Promise<SignatureVerdict> => {
  const given = headers[FEDEX_SIGNATURE_HEADER]?.trim() ?? '';
  if (given === '') return { ok: false, reason: 'missing' };
  const lowerCase = given.toLowerCase();
  const scheme = BASE64_FORM.test(given) ? 'base64' : HEX_FORM.test(lowerCase) ? 'hex' : undefined;
  if (scheme === undefined) return { ok: false, reason: 'malformed' };
  const claimed = scheme === 'hex' ? lowerCase : given;
  const matches = await acceptedBy((token) =>
    sameText(createHmac('sha256', token).update(rawBody).digest(scheme), claimed),
  );
  return matches ? { ok: true, scheme } : { ok: false, reason: 'mismatch' };
};
