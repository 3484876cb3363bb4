import { SQSClient } from '@aws-sdk/client-sqs';
import { LEAN_SETTINGS, leanClient } from '../../../shared/lean-client.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { tracedClient } from '../observability.ts';

export const sqsClient = once(() => tracedClient(leanClient(new SQSClient(LEAN_SETTINGS))));
