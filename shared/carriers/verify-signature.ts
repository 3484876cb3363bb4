import { createHmac } from 'node:crypto';
import type { SignatureScheme } from '../contract/carrier-descriptor.ts';
import { isSameText } from '../security/signature.ts';
import type { AcceptedBy, CarrierRequest, SignatureVerdict } from './carrier.ts';

type HmacScheme = Extract<SignatureScheme, { kind: 'hmac_sha256' }>;
type Encoding = HmacScheme['encodings'][number];

/** 32 bytes of HMAC-SHA256 as text. */
const ENCODED_FORM: Readonly<Record<Encoding, RegExp>> = { base64: /^[A-Za-z0-9+/]{43}=$/, hex: /^[0-9a-f]{64}$/i };
const BASIC_FORM = /^basic +([A-Za-z0-9+/]+={0,2})$/i;

const MALFORMED: SignatureVerdict = { ok: false, reason: 'malformed' };
const verdictOf = (matches: boolean, scheme: string): SignatureVerdict =>
  matches ? { ok: true, scheme } : { ok: false, reason: 'mismatch' };

const verifyHmac = async (
  { encodings }: HmacScheme,
  given: string,
  rawBody: Uint8Array,
  acceptedBy: AcceptedBy,
): Promise<SignatureVerdict> => {
  const encoding = encodings.find((known) => ENCODED_FORM[known].test(given));
  if (encoding === undefined) return MALFORMED;
  const claimed = encoding === 'hex' ? given.toLowerCase() : given;
  const matches = await acceptedBy((secret) =>
    isSameText(createHmac('sha256', secret).update(rawBody).digest(encoding), claimed),
  );
  return verdictOf(matches, encoding);
};

const verifyBasic = async (given: string, acceptedBy: AcceptedBy): Promise<SignatureVerdict> => {
  const claimed = BASIC_FORM.exec(given)?.[1];
  if (claimed === undefined) return MALFORMED;
  const matches = await acceptedBy((secret) => isSameText(Buffer.from(secret).toString('base64'), claimed));
  return verdictOf(matches, 'basic');
};

const verifyValue = (
  scheme: SignatureScheme,
  given: string,
  rawBody: Uint8Array,
  acceptedBy: AcceptedBy,
): Promise<SignatureVerdict> => {
  if (scheme.kind === 'hmac_sha256') return verifyHmac(scheme, given, rawBody, acceptedBy);
  if (scheme.kind === 'basic') return verifyBasic(given, acceptedBy);
  return acceptedBy((secret) => isSameText(secret, given)).then((matches) => verdictOf(matches, scheme.kind));
};

/**
 * Whether the request comes from the carrier, by the scheme of its descriptor: one of the scheme's headers must prove it.
 * Never throws for anything that a request may hold; `acceptedBy` may, when the secret cannot be read.
 */
export const verifySignature = async (
  scheme: SignatureScheme,
  { headers, rawBody }: CarrierRequest,
  acceptedBy: AcceptedBy,
): Promise<SignatureVerdict> => {
  const names = scheme.kind === 'basic' ? ['authorization'] : scheme.headers;
  let verdict: SignatureVerdict = { ok: false, reason: 'missing' };
  for (const name of names) {
    const given = headers[name]?.trim() ?? '';
    if (given === '') continue;
    verdict = await verifyValue(scheme, given, rawBody, acceptedBy);
    if (verdict.ok) return verdict;
  }
  return verdict;
};
