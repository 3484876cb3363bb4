import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface UnsignedPost {
  /** Path with every part escaped once, as it is sent. */
  readonly path: string;
  /** By lower-case name, in the order of their names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hexadecimal SHA-256 of the body. */
  readonly digest: string;
}

export interface SigningOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly now: Date;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'execute-api';

interface SigningKey {
  readonly credentials: Credentials;
  readonly scope: string;
  readonly key: KeyObject;
}

let lastKey: SigningKey | undefined;

/** Of one day, region and service: made once. */
const signingKey = (credentials: Credentials, scope: string): KeyObject => {
  if (lastKey?.credentials !== credentials || lastKey.scope !== scope) {
    let secret: Buffer = Buffer.from(`AWS4${credentials.secretAccessKey}`);
    for (const part of scope.split('/')) secret = createHmac('sha256', secret).update(part).digest();
    lastKey = { credentials, scope, key: createSecretKey(secret) };
  }
  return lastKey.key;
};

/** What all posts of one frame have in common that are signed with the same options. */
interface Common {
  readonly of: Pick<UnsignedPost, 'headers' | 'digest'>;
  readonly signing: SigningOptions;
  readonly signed: Readonly<Record<string, string>>;
  /** Of the text whose digest is signed, what stands behind the path; of the text that is signed, what stands before that digest. */
  readonly behindPath: string;
  readonly beforeDigest: string;
  /** Of the header, what stands before the signature. */
  readonly beforeSignature: string;
  readonly key: KeyObject;
}

const commonOf = ({ headers, digest }: Common['of'], signing: SigningOptions): Common => {
  const { credentials, region, now } = signing;
  const time = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const signed: Record<string, string> = { ...headers, 'x-amz-content-sha256': digest, 'x-amz-date': time };
  if (credentials.sessionToken !== undefined) signed['x-amz-security-token'] = credentials.sessionToken;
  const names = Object.keys(signed).join(';');
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const scope = `${time.slice(0, 8)}/${region}/${SERVICE}/aws4_request`;
  return {
    of: { headers, digest },
    signing,
    signed,
    behindPath: `\n\n${lines.join('')}\n${names}\n${digest}`,
    beforeDigest: `${ALGORITHM}\n${time}\n${scope}\n`,
    beforeSignature: `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=`,
    key: signingKey(credentials, scope),
  };
};

let last: Common | undefined;

const commonTo = (of: Common['of'], signing: SigningOptions): Common => {
  const isKnown = last?.signing === signing && last.of.headers === of.headers && last.of.digest === of.digest;
  if (last === undefined || !isKnown) last = commonOf(of, signing);
  return last;
};

/** Each part of a path is escaped once more than it is sent. */
const canonicalPath = (path: string): string => encodeURIComponent(path).replaceAll('%2F', '/');

/**
 * The headers of a signed post, by AWS's Signature Version 4. The SDK's signer takes any request, and six times as long:
 * of a topic with many followers that was most of the work. Given the same `headers` and options again, only what differs
 * between two connections is made anew.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const signedHeaders = (
  { path, headers, digest }: UnsignedPost,
  signing: SigningOptions,
): Readonly<Record<string, string>> => {
  const { signed, behindPath, beforeDigest, beforeSignature, key } = commonTo({ headers, digest }, signing);
  const text = `${beforeDigest}${hash('sha256', `POST\n${canonicalPath(path)}${behindPath}`)}`;
  return { ...signed, authorization: `${beforeSignature}${createHmac('sha256', key).update(text).digest('hex')}` };
};
