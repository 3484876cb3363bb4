import { SQSClient } from '@aws-sdk/client-sqs';
import { CACHES_MIDDLEWARE, leanClient } from '../../../shared/lean-client.ts';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

export const sqsClient = once(() => tracedClient(leanClient(new SQSClient(CACHES_MIDDLEWARE))));
