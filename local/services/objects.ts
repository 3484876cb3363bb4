import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { SignatureV4 } from '@smithy/signature-v4';
import { nameInArn } from '../edge/arn.ts';
import type { Permissions } from '../edge/permissions/permissions.ts';
import { decoded } from '../gateway/route-table.ts';
import type { CloudModel, LocalClock, LocalRoute } from '../ports.ts';

/** Where buckets are: `/_local/buckets/<name>/<key>`. */
const BUCKETS_PATH = '/_local/buckets';

export interface ObjectParts {
  readonly model: Pick<CloudModel, 'ofType' | 'arnOf'>;
  readonly permissions: Pick<Permissions, 'allows'>;
  readonly clock: Pick<LocalClock, 'now'>;
}

export interface Objects {
  readonly route: LocalRoute;
  clear(): void;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
}

const MAX_BYTES = 16 * 1024 * 1024;
/** What every function here has as the secret of its key. */
const SECRET = 'local';
const ACTIONS: Readonly<Record<string, string>> = { PUT: 's3:PutObject', GET: 's3:GetObject', HEAD: 's3:GetObject' };

/** SHA-256 and its keyed form, as the signer asks for them. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: string | Uint8Array | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error('The signer makes a new one for each digest.');
  }
}

const bytes = (data: string | Uint8Array | ArrayBuffer | ArrayBufferView): string | Uint8Array => {
  if (typeof data === 'string' || data instanceof Uint8Array) return data;
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};

/** `20261127T155212Z` */
const instantOf = (text: string): Date =>
  new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The signature that the request should have, made as it was made. */
async function expectedSignature(
  request: IncomingMessage,
  url: URL,
  principal: string,
  region: string,
): Promise<string> {
  const { searchParams } = url;
  const names = (searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name] ?? '')]));
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId: principal, secretAccessKey: SECRET },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const digest = searchParams.get('X-Amz-Content-Sha256');
  const { query } = await signer.presign(
    {
      method: request.method ?? '',
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      query: {},
      headers: { ...headers, ...(digest !== null && { 'X-Amz-Content-Sha256': digest }) },
    },
    {
      signingDate: instantOf(searchParams.get('X-Amz-Date') ?? ''),
      expiresIn: Number(searchParams.get('X-Amz-Expires')),
    },
  );
  return String(query?.['X-Amz-Signature'] ?? '');
}

/** Why the bucket does not take the request; undefined: it does. */
async function refusalOf(
  request: IncomingMessage,
  url: URL,
  arn: string,
  parts: ObjectParts,
): Promise<Refusal | undefined> {
  const action = ACTIONS[request.method ?? ''];
  if (action === undefined) return { status: 405, code: 'MethodNotAllowed' };
  const [principal = '', , region = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  const signature = url.searchParams.get('X-Amz-Signature');
  const signedAt = instantOf(url.searchParams.get('X-Amz-Date') ?? '').getTime();
  if (signature === null || Number.isNaN(signedAt)) return { status: 403, code: 'AccessDenied' };
  const endsAt = signedAt + Number(url.searchParams.get('X-Amz-Expires')) * 1000;
  if (!(parts.clock.now().getTime() <= endsAt)) return { status: 403, code: 'AccessDenied' };
  if (!isSame(signature, await expectedSignature(request, url, principal, region)))
    return { status: 403, code: 'SignatureDoesNotMatch' };
  const isAllowed = parts.permissions.allows(principal, { action, resources: [arn], context: {} });
  return isAllowed ? undefined : { status: 403, code: 'AccessDenied' };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MAX_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The objects of the assembly's buckets: taken and handed out by signed requests, as S3 does. */
export function createObjects(database: DatabaseSync, parts: ObjectParts): Objects {
  database.exec(
    'CREATE TABLE IF NOT EXISTS objects (bucket TEXT, key TEXT, type TEXT, body BLOB, PRIMARY KEY (bucket, key))',
  );
  const write = database.prepare('INSERT OR REPLACE INTO objects (bucket, key, type, body) VALUES (?, ?, ?, ?)');
  const read = database.prepare('SELECT type, body FROM objects WHERE bucket = ? AND key = ?');
  const clear = database.prepare('DELETE FROM objects');
  const buckets = new Set(
    parts.model.ofType('AWS::S3::Bucket').map(({ logicalId }) => nameInArn(parts.model.arnOf(logicalId))),
  );

  const refuse = (response: ServerResponse, { status, code }: Refusal): void => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    const [bucket = '', ...rest] = url.pathname.slice(BUCKETS_PATH.length + 1).split('/');
    const key = decoded(rest.join('/'));
    if (!buckets.has(bucket)) return refuse(response, { status: 404, code: 'NoSuchBucket' });
    const refusal = await refusalOf(request, url, `arn:aws:s3:::${bucket}/${key}`, parts);
    if (refusal !== undefined) return refuse(response, refusal);
    if (request.method === 'PUT') {
      const body = await bodyOf(request);
      if (body === undefined) return refuse(response, { status: 400, code: 'EntityTooLarge' });
      const isTaken = request.headers['if-none-match'] === '*' && read.get(bucket, key) !== undefined;
      if (isTaken) return refuse(response, { status: 412, code: 'PreconditionFailed' });
      write.run(bucket, key, request.headers['content-type'] ?? 'binary/octet-stream', body);
      response.writeHead(200);
      response.end();
      return;
    }
    const found = read.get(bucket, key);
    if (found === undefined) return refuse(response, { status: 404, code: 'NoSuchKey' });
    const body = Buffer.from(found.body as Uint8Array);
    response.writeHead(200, { 'content-type': String(found.type), 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  return { route: { prefix: BUCKETS_PATH, handle }, clear: () => void clear.run() };
}
