import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { once } from '../../../composition/system.ts';
import { implement } from '../../../http/http-api.ts';

/** Loaded when somebody asks: it is a quarter of the function. */
export const openApi = once(
  async () => (await import('../../../../docs/openapi.json', { with: { type: 'json' } })).default,
);

const document = once(async () => JSON.stringify(await openApi()));

/** The same for everybody, until the next release. */
export const PUBLIC_FOR_AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };

export const getOpenApi = implement(PLATFORM_OPERATIONS.getOpenApi, async () => ({
  status: 200,
  text: await document(),
  contentType: 'application/json',
  headers: { ...PUBLIC_FOR_AN_HOUR, 'Access-Control-Allow-Origin': '*' },
}));
