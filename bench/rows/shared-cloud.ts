import { type CloudProcess, startCloudProcess } from '../../test/support/cloud-process.ts';
import { adminClient, type BenchClient } from '../client.ts';
import { type Floor, measureFloor } from '../measures/floor.ts';
import { memoryOf, showsProcesses } from '../measures/processor.ts';

/** The one cloud that most measures run on, one after the other. */
export interface BenchCloud {
  readonly cloud: CloudProcess;
  readonly client: BenchClient;
  readonly token: string;
  /** Megabytes of all its processes before the first request; absent where the system does not show it. */
  readonly atRest: number | undefined;
  /** Waits until everything that follows is done. */
  readonly drain: () => Promise<void>;
  /** The same engine with nothing of the product; measured once. */
  readonly floor: () => Promise<Floor>;
}

const FLOOR_COUNT = 800;

export const startBenchCloud = async (options: readonly string[] = []): Promise<BenchCloud> => {
  const cloud = await startCloudProcess({ options });
  const { client, token } = await adminClient(cloud);
  const drain = async (): Promise<void> => {
    const response = await fetch(`${cloud.api}/_local/drain`, { method: 'POST' });
    if (!response.ok) throw new Error(`drain: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
  await drain();
  const engine = cloud.health.addresses.engines.dynamodb;
  if (engine === undefined) throw new Error('/_local/health names no dynamodb engine');
  let floor: Promise<Floor> | undefined;
  return {
    cloud,
    client,
    token,
    atRest: showsProcesses ? memoryOf(cloud.pid) : undefined,
    drain,
    floor: () => {
      floor ??= measureFloor(engine, FLOOR_COUNT);
      return floor;
    },
  };
};
