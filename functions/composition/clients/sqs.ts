import { SQSClient } from '@aws-sdk/client-sqs';
import { tracedClient } from '../observability.ts';
import { once } from '../system.ts';

export const sqsClient = once(() => tracedClient(new SQSClient({})));
