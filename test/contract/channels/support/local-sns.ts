import { afterEach, beforeEach } from 'vitest';
import { createLocalClock } from '../../../../local/clock.ts';
import type { OutboxEntry } from '../../../../local/services/outbox.ts';
import { createSnsService } from '../../../../local/services/sns-messages.ts';
import { type AwsMood, startAwsServer } from './aws-server.ts';

/** The local cloud's SNS, anew for each test of a suite, where the SDK finds it: what it took, and how it fails. */
export const localSns = () => {
  const taken: OutboxEntry[] = [];
  const environment = { ...process.env };
  let server: Awaited<ReturnType<typeof startAwsServer>>;
  beforeEach(async () => {
    taken.length = 0;
    server = await startAwsServer(createSnsService({ record: (entry) => void taken.push(entry) }, createLocalClock()));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'Deliver',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
  });
  afterEach(async () => {
    process.env = { ...environment };
    await server.stop();
  });
  return { taken, inMood: (mood: AwsMood) => server.inMood(mood), stop: () => server.stop() };
};
