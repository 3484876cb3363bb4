import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFunctions } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';
import { bundleFloors } from './bundle-floor.ts';

export interface BundleFigures {
  readonly functionId: FunctionId;
  readonly kilobytes: number;
  /** The shortest of several cold imports, each in a fresh process: what else the machine does only ever adds. */
  readonly startMilliseconds: number;
  /** The same of a bundle of only the libraries that the function uses. */
  readonly floorKilobytes: number;
  readonly floorMilliseconds: number;
}

const RUNS = 5;

/** What Lambda's runtime puts there before a bundle loads. */
const RUNTIME = 'globalThis.awslambda = { streamifyResponse: (handler) => handler };';

const coldImport = (file: string): number => {
  const script = `${RUNTIME} const from = performance.now(); await import(${JSON.stringify(pathToFileURL(resolve(file)).href)}); console.log(performance.now() - from); process.exit(0)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
};

const kilobytesOf = (file: string): number => statSync(file).size / 1024;

/** Size and cold import of every function's bundle, as it would be deployed, and of its floor; run by turns. */
export const measureBundles = async (): Promise<readonly BundleFigures[]> => {
  const [bundles, floors] = await Promise.all([
    bundleFunctions({ root: process.cwd() }),
    bundleFloors(FUNCTION_ENTRIES),
  ]);
  return FUNCTION_IDS.map((functionId) => {
    const file = join(bundles[functionId], 'index.mjs');
    const floor = floors[functionId];
    const pairs = Array.from({ length: RUNS }, () => [coldImport(file), coldImport(floor)] as const);
    return {
      functionId,
      kilobytes: kilobytesOf(file),
      startMilliseconds: Math.min(...pairs.map(([own]) => own)),
      floorKilobytes: kilobytesOf(floor),
      floorMilliseconds: Math.min(...pairs.map(([, bare]) => bare)),
    };
  });
};
