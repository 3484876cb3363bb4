import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { LEAN_SETTINGS, leanClient } from '../../../shared/lean-client.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { tracedClient } from '../observability.ts';

export const schedulerClient = once(() => tracedClient(leanClient(new SchedulerClient(LEAN_SETTINGS))));
