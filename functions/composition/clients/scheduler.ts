import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { CACHES_MIDDLEWARE, leanClient } from '../../../shared/lean-client.ts';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

export const schedulerClient = once(() => tracedClient(leanClient(new SchedulerClient(CACHES_MIDDLEWARE))));
