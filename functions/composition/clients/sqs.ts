import { SQSClient } from '@aws-sdk/client-sqs';
import { once } from '../system.ts';

export const sqsClient = once(() => new SQSClient({}));
