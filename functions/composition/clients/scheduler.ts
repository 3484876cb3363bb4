import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

export const schedulerClient = once(() => tracedClient(new SchedulerClient({})));
