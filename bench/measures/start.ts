import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, START_ARGUMENTS } from '../../test/support/cloud-process.ts';

export interface StartFigures {
  /** From the command to the address in the terminal; the assembly is in the cache. */
  readonly servingSeconds: number;
  /** From there to the first line of an order that its carrier moved. */
  readonly carrierMoveSeconds: number;
}

const SERVES = /http:\/\/127\.0\.0\.1:\d+/;
/** `ORD-2026-000001  processing → shipped  (carrier fedex)` */
const CARRIER_MOVE = / → .*\(carrier /;

/** `npm start` with its demonstration, as somebody sees it who has run it before. */
export const measureStart = async (): Promise<StartFigures> => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'wismo-bench-start-'));
  const startedAt = performance.now();
  const child = spawn(process.execPath, START_ARGUMENTS, {
    env: { ...process.env, WISMO_PORT: String(await freePort()), WISMO_DATA: dataDirectory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let servingAt: number | undefined;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (servingAt === undefined && SERVES.test(line)) servingAt = performance.now();
      if (servingAt === undefined || !CARRIER_MOVE.test(line)) continue;
      const movedAt = performance.now();
      return {
        servingSeconds: (servingAt - startedAt) / 1000,
        carrierMoveSeconds: (movedAt - servingAt) / 1000,
      };
    }
    throw new Error('The local cloud ended before a carrier moved a parcel');
  } finally {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(dataDirectory, { recursive: true, force: true });
  }
};
