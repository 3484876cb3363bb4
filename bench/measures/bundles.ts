import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface BundleFigures {
  readonly functionId: string;
  readonly kilobytes: number;
  /** Median of cold imports, each in a fresh process. */
  readonly startMilliseconds: number;
}

const RUNS = 7;

const coldImport = (file: string): number => {
  const script = `const from = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - from); process.exit(0)`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
};

/** Size and cold import of every function's bundle, as it would be deployed. */
export const measureBundles = (folder: string): readonly BundleFigures[] =>
  readdirSync(folder)
    .toSorted()
    .map((functionId) => {
      const file = resolve(join(folder, functionId, 'index.mjs'));
      const samples = Array.from({ length: RUNS }, () => coldImport(file)).toSorted((a, b) => a - b);
      return {
        functionId,
        kilobytes: statSync(file).size / 1024,
        startMilliseconds: samples[Math.floor(RUNS / 2)] ?? Number.NaN,
      };
    });
