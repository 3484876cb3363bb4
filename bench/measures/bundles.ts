import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  BUNDLE_SIZES_FILE,
  type BundleSize,
  bundleFunctions,
  type Weight,
} from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';
import { bundleFloors } from './bundle-floor.ts';

export interface BundleFigures {
  readonly functionId: FunctionId;
  readonly kilobytes: number;
  /**
   * Processor time of the cheapest of several cold imports, each in a fresh process: what else the machine does only
   * ever adds, and adds less to this than to the time that passes.
   */
  readonly startMilliseconds: number;
  /** The same of a bundle of only the libraries that the function uses. */
  readonly floorKilobytes: number;
  readonly floorMilliseconds: number;
  /** The heaviest packages and the heaviest of our own files. */
  readonly packages: readonly Weight[];
  readonly modules: readonly Weight[];
}

const RUNS = 9;

/** What Lambda's runtime puts there before a bundle loads. */
const RUNTIME = 'globalThis.awslambda = { streamifyResponse: (handler) => handler };';

const coldImport = (file: string): number => {
  const script = `${RUNTIME} const from = process.cpuUsage(); await import(${JSON.stringify(pathToFileURL(resolve(file)).href)}); const { user, system } = process.cpuUsage(from); console.log((user + system) / 1000); process.exit(0)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
};

const kilobytesOf = (file: string): number => statSync(file).size / 1024;

/** Size and cold import of every function's bundle, as it would be deployed, and of its floor; run by turns. */
export const measureBundles = async (): Promise<readonly BundleFigures[]> => {
  const [bundles, floors] = await Promise.all([
    bundleFunctions({ root: process.cwd() }),
    bundleFloors(FUNCTION_ENTRIES),
  ]);
  const sizes: readonly BundleSize[] = JSON.parse(readFileSync(BUNDLE_SIZES_FILE, 'utf8'));
  return FUNCTION_IDS.map((functionId) => {
    const size = sizes.find(({ id }) => id === functionId);
    const file = join(bundles[functionId], 'index.mjs');
    const floor = floors[functionId];
    const pairs = Array.from({ length: RUNS }, () => [coldImport(file), coldImport(floor)] as const);
    return {
      functionId,
      kilobytes: kilobytesOf(file),
      startMilliseconds: Math.min(...pairs.map(([own]) => own)),
      floorKilobytes: kilobytesOf(floor),
      floorMilliseconds: Math.min(...pairs.map(([, bare]) => bare)),
      packages: size?.packages ?? [],
      modules: size?.modules ?? [],
    };
  });
};
