import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';

export const getHealth = implement(PLATFORM_OPERATIONS.getHealth, async () => ok({ status: 'ok' }));
