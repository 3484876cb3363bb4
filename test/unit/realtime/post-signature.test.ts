import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { type Credentials, signedHeaders } from '../../../shared/realtime/post-signature.ts';

interface SdkSigner {
  sign(
    request: object,
    options: { readonly signingDate: Date },
  ): Promise<{ readonly headers: Readonly<Record<string, string>> }>;
}

const DIGEST = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const HOST = 'abc123.execute-api.eu-west-1.amazonaws.com';

const headersOf = (length: number) => ({
  'content-length': String(length),
  'content-type': 'application/octet-stream',
  host: HOST,
});

const bySdk = async (path: string, headers: object, credentials: Credentials, region: string, now: Date) => {
  const given = { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey };
  const client = new ApiGatewayManagementApiClient({
    endpoint: `https://${HOST}/live`,
    region,
    credentials: {
      ...given,
      ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
    },
  });
  const signer = (await client.config.signer({
    name: 'sigv4',
    signingName: 'execute-api',
    signingRegion: region,
    properties: {},
  } as never)) as unknown as SdkSigner;
  const request = { protocol: 'https:', hostname: HOST, method: 'POST', path, query: {}, body: '{}' };
  const signed = await signer.sign(
    { ...request, headers: { ...headers, 'x-amz-content-sha256': DIGEST } },
    { signingDate: now },
  );
  return signed.headers;
};

const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

describe('a signed post', () => {
  it.each<[name: string, path: string, credentials: Credentials, region: string, now: string]>([
    [
      'of a role',
      '/live/@connections/L0SM9c%3D',
      { ...KEY, sessionToken: 'a/b+c=' },
      'eu-west-1',
      '2026-11-27T09:05:07Z',
    ],
    ['of a user', '/live/@connections/L0SM9c%3D', KEY, 'eu-west-1', '2026-11-27T09:05:07Z'],
    ['on another day', '/live/@connections/L0SM9c%3D', KEY, 'eu-west-1', '2026-12-31T23:59:59.999Z'],
    ['in another region', '/live/@connections/a-b_c', KEY, 'us-east-1', '2026-11-27T09:05:07Z'],
    ['without a stage', '/@connections/L0SM9c%3D', KEY, 'us-east-1', '2026-11-27T09:05:07Z'],
    ['with other keys', '/@connections/x', { ...KEY, secretAccessKey: 'other' }, 'us-east-1', '2026-11-27T09:05:07Z'],
  ])('%s has the headers that the SDK gives it', async (_name, path, credentials, region, at) => {
    const now = new Date(at);
    const headers = headersOf(2);
    const ours = signedHeaders({ path, headers, digest: DIGEST }, { credentials, region, now });
    expect(ours).toEqual(await bySdk(path, headers, credentials, region, now));
  });
});
