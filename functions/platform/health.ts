import { PLATFORM_OPERATIONS } from '../../shared/contract/operations/platform.ts';
import { implement } from '../support/http-api.ts';
import { ok } from '../support/responses.ts';

export const getHealth = implement(PLATFORM_OPERATIONS.getHealth, async () => ok({ status: 'ok' }));
