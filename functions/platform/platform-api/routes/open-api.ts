import openApi from '../../../../docs/openapi.json' with { type: 'json' };
import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { once } from '../../../composition/system.ts';
import { implement } from '../../../http/http-api.ts';

const document = once(() => JSON.stringify(openApi));

/** The same for everybody, until the next release. */
export const PUBLIC_FOR_AN_HOUR = { 'Cache-Control': 'public, max-age=3600' };

export const getOpenApi = implement(PLATFORM_OPERATIONS.getOpenApi, async () => ({
  status: 200,
  text: document(),
  contentType: 'application/json',
  headers: { ...PUBLIC_FOR_AN_HOUR, 'Access-Control-Allow-Origin': '*' },
}));
