import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { once } from '../composition.ts';

export const schedulerClient = once(() => new SchedulerClient({}));
