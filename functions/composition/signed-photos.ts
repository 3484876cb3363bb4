import { SignatureV4 } from '@smithy/signature-v4';
import type { DeliveryPhotos } from '../../shared/orders/use-cases/delivery-photos.ts';
import { documentClient } from './clients/dynamodb.ts';

/** S3 does not look at the body's digest of a request that is signed in its URL. */
const UNSIGNED = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } as const;

/**
 * The bucket takes one photo under a key: what was given as proof is not replaced afterwards.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
const ONCE = { 'if-none-match': '*' } as const;

interface Signed {
  readonly method: 'PUT' | 'GET';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expiresIn: number;
}

/**
 * Requests to the bucket, signed by the function's own role: no call is made, and no client for S3 is loaded. Type and
 * length of an upload are signed headers, so that the bucket takes nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export const signedPhotos = (bucketUrl: string, now: () => Date): DeliveryPhotos => {
  const { protocol, host, hostname, port, pathname } = new URL(bucketUrl);
  const signer = (): SignatureV4 => {
    const { region, credentials, sha256 } = documentClient().config;
    return new SignatureV4({ service: 's3', region, credentials, sha256, uriEscapePath: false, applyChecksum: false });
  };
  const sign = async ({ method, key, headers = {}, expiresIn }: Signed): Promise<string> => {
    const path = `${pathname.replace(/\/$/, '')}/${key}`;
    const { query = {} } = await signer().presign(
      {
        method,
        protocol,
        hostname,
        ...(port !== '' && { port: Number(port) }),
        path,
        query: {},
        headers: { host, ...headers, ...UNSIGNED },
      },
      { expiresIn, signingDate: now() },
    );
    const parameters = Object.entries(query).map(([name, value]) => [name, String(value)]);
    return `${protocol}//${host}${path}?${new URLSearchParams(parameters)}`;
  };
  return {
    signUpload: async (key, { contentType, bytes }, expiresIn) => {
      const headers = { ...ONCE, 'content-type': contentType, 'content-length': String(bytes) };
      const url = await sign({ method: 'PUT', key, headers, expiresIn });
      // A browser sets the length by itself, and lets nobody else do so.
      return { url, headers: { ...ONCE, 'content-type': contentType } };
    },
    signLink: (key, expiresIn) => sign({ method: 'GET', key, expiresIn }),
  };
};
