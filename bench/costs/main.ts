/** `npm run costs`: measures a parcel's life and writes docs/costs.md. */
import { writeFileSync } from 'node:fs';
import { startCloudProcess } from '../../test/support/cloud-process.ts';
import { adminClient } from '../client.ts';
import { costsDocument } from './document.ts';
import { leastOfLives } from './life.ts';

const cloud = await startCloudProcess();
try {
  const { client, token } = await adminClient(cloud);
  const life = await leastOfLives({ api: cloud.api, websocket: cloud.websocket, client, token });
  const document = costsDocument(life);
  writeFileSync('docs/costs.md', document);
  console.log(document);
} finally {
  await cloud.stop();
}
