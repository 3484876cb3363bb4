import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { LEAN_SETTINGS, leanClient } from '../../../shared/lean-client.ts';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

export const schedulerClient = once(() => tracedClient(leanClient(new SchedulerClient(LEAN_SETTINGS))));
