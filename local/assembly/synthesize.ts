import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

export interface Synthesis {
  readonly directory: string;
  /** Absent when the assembly of these sources was there already. */
  readonly milliseconds?: number;
}

/** Everything that the assembly is made from. */
const SOURCES = ['bin', 'lib', 'functions', 'shared', 'web', 'cdk.json', 'package-lock.json'];

/** So many older assemblies are retained: switching back to a branch costs nothing, and another cloud may run one. */
const MAX_ASSEMBLIES = 12;

/**
 * Synthesizes the app for stage `local` by running its own program, unless the assembly of exactly these sources is in
 * the cache. `WISMO_ASSEMBLY_DIR` sets where the program writes.
 */
export async function synthesize(root: string): Promise<Synthesis> {
  const cache = join(root, '.cache', 'assembly');
  const directory = join(cache, digestOf(root, SOURCES));
  if (existsSync(join(directory, 'manifest.json'))) {
    utimesSync(directory, new Date(), new Date());
    return { directory };
  }
  const started = performance.now();
  const unfinished = `${directory}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await runProgram(root, unfinished);
    if (!existsSync(join(directory, 'manifest.json'))) {
      rmSync(directory, { recursive: true, force: true });
      renameSync(unfinished, directory);
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  forgetOldAssemblies(cache, directory);
  return { directory, milliseconds: performance.now() - started };
}

async function runProgram(root: string, outputDirectory: string): Promise<void> {
  const program = spawn(process.execPath, ['--import', 'tsx', join('bin', 'wismo.ts')], {
    cwd: root,
    env: { ...process.env, WISMO_ASSEMBLY_DIR: outputDirectory, STAGE: 'local' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  program.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  program.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    program.once('error', reject);
    program.once('close', resolve);
  });
  if (exitCode !== 0 || !existsSync(join(outputDirectory, 'manifest.json'))) {
    throw new Error(
      `Synthesis failed (exit code ${exitCode}):\n${Buffer.concat(output).toString('utf8').slice(-8000)}`,
    );
  }
}

/** Digest of the contents of files and directories, names included; what is installed in them is left out. */
export function digestOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const absolute = join(root, path);
    if (!existsSync(absolute)) return;
    if (statSync(absolute).isDirectory()) {
      for (const entry of readdirSync(absolute).sort()) if (entry !== 'node_modules') add(join(path, entry));
      return;
    }
    hash.update(`${path}\0`).update(readFileSync(absolute)).update('\0');
  };
  for (const path of paths) add(path);
  return hash.digest('hex').slice(0, 24);
}

function forgetOldAssemblies(cache: string, current: string): void {
  const assemblies = readdirSync(cache)
    .map((name) => join(cache, name))
    .filter((path) => path !== current && !/\.\d+$/.test(path))
    .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
  for (const path of assemblies.slice(MAX_ASSEMBLIES - 1)) rmSync(path, { recursive: true, force: true });
}
