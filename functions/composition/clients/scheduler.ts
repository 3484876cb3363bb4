import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { once } from '../system.ts';

export const schedulerClient = once(() => new SchedulerClient({}));
