import { SQSClient } from '@aws-sdk/client-sqs';
import { CACHES_MIDDLEWARE, leanClient } from '../../../shared/lean-client.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { tracedClient } from '../observability.ts';

export const sqsClient = once(() => tracedClient(leanClient(new SQSClient(CACHES_MIDDLEWARE))));
