import { SQSClient } from '@aws-sdk/client-sqs';
import { once } from '../composition.ts';

export const sqsClient = once(() => new SQSClient({}));
