import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { createLocalClock } from '../../../../local/clock.ts';
import { createFunctionHost, type HostOptions, type RunningHost } from '../../../../local/functions/function-host.ts';
import type { FunctionSpec } from '../../../../local/functions/function-spec.ts';

const directory = mkdtempSync(join(tmpdir(), 'wismo-host-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let bundles = 0;
/** A function whose bundle holds this source. */
export function spec(source: string, more: Partial<FunctionSpec> = {}): FunctionSpec {
  bundles += 1;
  const entry = join(directory, `bundle-${bundles}.mjs`);
  writeFileSync(entry, source);
  return {
    id: `Fn${bundles}`,
    name: `stack-Fn${bundles}`,
    arn: `arn:aws:lambda:eu-west-1:000000000000:function:stack-Fn${bundles}`,
    label: `Fn${bundles}`,
    entry,
    exportName: 'handler',
    environment: {},
    memoryMegabytes: 128,
    isHot: true,
    timeoutMilliseconds: 5000,
    ...more,
  };
}

/** A host of these functions, until the test is over. */
export function startHost(specs: readonly FunctionSpec[], more: Partial<HostOptions> = {}): RunningHost {
  const host = createFunctionHost({
    specs,
    region: 'eu-west-1',
    edgeEndpoint: 'http://127.0.0.1:1',
    clockOffset: createLocalClock().sharedOffset,
    ...more,
  });
  onTestFinished(() => host.stop(0));
  return host;
}
