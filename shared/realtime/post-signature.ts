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

let last: SigningKey | undefined;

/** Of one day, region and service: made once. */
const signingKey = (credentials: Credentials, scope: string): KeyObject => {
  if (last?.credentials !== credentials || last.scope !== scope) {
    let secret: Buffer = Buffer.from(`AWS4${credentials.secretAccessKey}`);
    for (const part of scope.split('/')) secret = createHmac('sha256', secret).update(part).digest();
    last = { credentials, scope, key: createSecretKey(secret) };
  }
  return last.key;
};

/** Each part of a path is escaped once more than it is sent. */
const canonicalPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/**
 * The headers of a signed post, by AWS's Signature Version 4. The SDK's signer takes any request, and six times as long:
 * of a topic with many followers that was most of the work.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const signedHeaders = (
  { path, headers, digest }: UnsignedPost,
  { credentials, region, now }: SigningOptions,
): Readonly<Record<string, string>> => {
  const time = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const signed: Record<string, string> = { ...headers, 'x-amz-content-sha256': digest, 'x-amz-date': time };
  if (credentials.sessionToken !== undefined) signed['x-amz-security-token'] = credentials.sessionToken;
  const names = Object.keys(signed);
  const lines = names.map((name) => `${name}:${signed[name]}\n`).join('');
  const canonical = `POST\n${canonicalPath(path)}\n\n${lines}\n${names.join(';')}\n${digest}`;
  const scope = `${time.slice(0, 8)}/${region}/${SERVICE}/aws4_request`;
  const text = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', canonical)}`;
  const signature = createHmac('sha256', signingKey(credentials, scope)).update(text).digest('hex');
  signed.authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return signed;
};
