import { startCloudProcess } from '../../test/support/cloud-process.ts';
import { adminClient } from '../client.ts';
import { type LifeCosts, leastOfLives, MEASURED_AT } from './life.ts';

/** What a life costs on a local cloud of its own, started for it and stopped after it. */
export const measureCosts = async (): Promise<LifeCosts> => {
  const cloud = await startCloudProcess();
  try {
    const { api, websocket } = cloud;
    const response = await fetch(`${api}/_local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ set: MEASURED_AT.toISOString() }),
    });
    if (!response.ok) throw new Error(`The clock could not be set: ${response.status} ${await response.text()}`);
    const { client, token } = await adminClient(cloud);
    return await leastOfLives({ api, websocket, client, token });
  } finally {
    await cloud.stop();
  }
};
