import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { RunnableModel } from '../assembly/cloud-model.ts';
import { recordAt, stringAt, stringsAt } from '../assembly/json.ts';
import { splitUrl } from './http-event.ts';
import type { RequestHandler } from './http-response.ts';
import { decoded } from './route-table.ts';

/** Files that a deployment puts into a bucket. */
interface DeployedFiles {
  readonly directory: string;
  /** `/pages/` */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** What S3 says of an object that is not there to somebody who may not list. */
const DENIED = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'),
};

const COPIED = 'Custom::CDKBucketDeployment';

/** By the bucket's host name: the buckets that deployments of the assembly fill, read from the assembly itself. */
export function bucketOrigins(model: RunnableModel): ReadonlyMap<string, RequestHandler> {
  const byDomain = new Map<string, DeployedFiles[]>();
  for (const { properties } of model.ofType(COPIED)) {
    const domainName = `${stringAt(properties, 'DestinationBucketName')}.s3.${model.region}.amazonaws.com`;
    const prefix = stringAt(properties, 'DestinationBucketKeyPrefix');
    const deployed = stringsAt(properties, 'SourceObjectKeys').map((key) => ({
      directory: model.assetOf(key),
      prefix: prefix === undefined ? '/' : `/${prefix}/`,
      headers: headersOf(recordAt(properties, 'SystemMetadata')),
    }));
    byDomain.set(domainName, [...(byDomain.get(domainName) ?? []), ...deployed]);
  }
  return new Map([...byDomain].map(([domainName, deployed]) => [domainName, bucketOrigin(deployed)]));
}

const headersOf = (metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, String(value)]));

function bucketOrigin(deployed: readonly DeployedFiles[]): RequestHandler {
  return async ({ url }) => {
    const path = normalize(decoded(splitUrl(url).path));
    // No file system has such a name.
    if (path.includes('\0')) return DENIED;
    for (const { directory, prefix, headers } of deployed) {
      const file = path.startsWith(prefix) ? join(directory, path.slice(prefix.length)) : undefined;
      if (file === undefined || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue;
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      return { status: 200, headers: { 'content-type': type, ...headers }, body: readFileSync(file) };
    }
    return DENIED;
  };
}
