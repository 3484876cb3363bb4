import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type DeadLetters, deadLettersOf, moveBack } from '../../../bin/dead-letters.ts';
import { connectionTo } from '../../faults/stage.ts';
import type { Health } from '../../support/cloud-process.ts';
import { local } from './api.ts';

const withClient = async <T>(use: (client: SQSClient) => Promise<T>): Promise<T> => {
  const { region, addresses } = await local<Health>('GET', 'health');
  const client = new SQSClient(connectionTo({ edge: addresses.edge, region }));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};

/** Queues of dead letters that hold any. */
export const deadLetters = (): Promise<readonly DeadLetters[]> =>
  withClient(async (client) => (await deadLettersOf(client, '')).filter(({ messages }) => messages > 0));

const named = async (client: SQSClient, part: string): Promise<DeadLetters> => {
  const [letters] = (await deadLettersOf(client, '')).filter(({ name }) => name.includes(part));
  if (letters === undefined) throw new Error(`no dead letters of ${part}`);
  return letters;
};

/** As `npm run redrive -- --queue <part>` does. */
export const redrive = (part: string): Promise<number> =>
  withClient(async (client) => moveBack(client, await named(client, part)));

/** What a test has put there for good. */
export const discard = (part: string): Promise<unknown> =>
  withClient(async (client) => client.send(new PurgeQueueCommand({ QueueUrl: (await named(client, part)).url })));
