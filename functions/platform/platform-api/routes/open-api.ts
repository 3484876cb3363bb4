import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { once } from '../../../../shared/made-on-demand.ts';
import { implement } from '../../../http/http-api.ts';

/** Loaded when somebody asks: it is a quarter of the function. */
const openApi = once(async () => (await import('../../../../docs/openapi.json', { with: { type: 'json' } })).default);

/** What the socket and event streams send: a part that is loaded when somebody asks, too. */
const asyncApi = once(async () => (await import('../../../../docs/asyncapi.json', { with: { type: 'json' } })).default);

const document = once(async () => JSON.stringify(await openApi()));

/** The same for everybody, until the next release. */
const PUBLIC_FOR_AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };

const asyncDocument = once(async () => JSON.stringify(await asyncApi()));

const documentResponse = (text: string) => ({
  status: 200,
  text,
  contentType: 'application/json',
  headers: { ...PUBLIC_FOR_AN_HOUR, 'Access-Control-Allow-Origin': '*' },
});

export const getOpenApi = implement(PLATFORM_OPERATIONS.getOpenApi, async () => documentResponse(await document()));

export const getAsyncApi = implement(PLATFORM_OPERATIONS.getAsyncApi, async () =>
  documentResponse(await asyncDocument()),
);
