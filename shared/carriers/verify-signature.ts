import { createHmac } from 'node:crypto';
import type { SignatureScheme } from '../contract/carrier-descriptor.ts';
import { isSameText, keyOfSource } from '../security/signature.ts';
import type { AcceptedBy, SignatureVerdict, SignedRequest } from '../webhooks/webhook-request.ts';

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

type SourceScheme = Extract<SignatureScheme, { kind: 'source_hmac' }>;

const SOURCE_FORM = /^[a-z][a-z0-9_-]{1,31}$/;
const TIMED_FORM = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/i;

const verifySource = async (
  { sourceHeader, toleranceSeconds }: SourceScheme,
  given: string,
  { headers, rawBody }: SignedRequest,
  acceptedBy: AcceptedBy,
  now: Date | undefined,
): Promise<SignatureVerdict> => {
  const source = headers[sourceHeader]?.trim() ?? '';
  const [, seconds, claimed] = TIMED_FORM.exec(given) ?? [];
  if (seconds === undefined || claimed === undefined || !SOURCE_FORM.test(source) || now === undefined)
    return MALFORMED;
  const matches = await acceptedBy((secret) => {
    const hmac = createHmac('sha256', keyOfSource(secret, source)).update(`${seconds}.`).update(rawBody);
    return isSameText(hmac.digest('hex'), claimed.toLowerCase());
  });
  if (!matches) return verdictOf(false, source);
  const age = Math.abs(now.getTime() / 1_000 - Number(seconds));
  return age > toleranceSeconds ? { ok: false, reason: 'stale' } : verdictOf(true, `source ${source}`);
};

const verifyValue = (
  scheme: SignatureScheme,
  given: string,
  request: SignedRequest,
  acceptedBy: AcceptedBy,
  now: Date | undefined,
): Promise<SignatureVerdict> => {
  const { rawBody } = request;
  if (scheme.kind === 'source_hmac') return verifySource(scheme, given, request, acceptedBy, now);
  if (scheme.kind === 'hmac_sha256') return verifyHmac(scheme, given, rawBody, acceptedBy);
  if (scheme.kind === 'basic') return verifyBasic(given, acceptedBy);
  return acceptedBy((secret) => isSameText(secret, given)).then((matches) => verdictOf(matches, scheme.kind));
};

/**
 * Whether the request comes from the carrier, by the scheme of its descriptor: one of the scheme's headers must prove it.
 * Schemes with a time need `now`. Never throws for anything that a request may hold; `acceptedBy` may, when the secret cannot be read.
 */
export const verifySignature = async (
  scheme: SignatureScheme,
  request: SignedRequest,
  acceptedBy: AcceptedBy,
  now?: Date,
): Promise<SignatureVerdict> => {
  const { headers } = request;
  const names = scheme.kind === 'basic' ? ['authorization'] : scheme.headers;
  let verdict: SignatureVerdict = { ok: false, reason: 'missing' };
  for (const name of names) {
    const given = headers[name]?.trim() ?? '';
    if (given === '') continue;
    verdict = await verifyValue(scheme, given, request, acceptedBy, now);
    if (verdict.ok) return verdict;
  }
  return verdict;
};
