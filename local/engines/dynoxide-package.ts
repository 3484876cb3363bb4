import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where a program runs, in Node's words. */
export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** The engine as it is installed. */
export interface InstalledEngine {
  readonly command: string;
  readonly version: string;
}

/** Upstream publishes one package for each, all of the same version: npm/dynoxide/platforms.json of nubo-db/dynoxide. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64'];
/** The one in the lock file; the others are brought by whoever needs one. */
const LOCKED = '@dynoxide/linux-x64';

const keyOf = ({ platform, arch }: Platform): string => `${platform}-${arch}`;

/** The engine's package of this platform, where it is installed. */
export function installedEngine(on: Platform = process, from: string = import.meta.url): InstalledEngine | undefined {
  const manifest = resolved(`@dynoxide/${keyOf(on)}/package.json`, from);
  if (manifest === undefined) return undefined;
  const command = join(dirname(manifest), on.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version?: unknown };
  return existsSync(command) ? { command, version: String(version) } : undefined;
}

/** What to do where the engine is not installed, in a sentence and, where there is one, a command. */
export function howToInstall(on: Platform = process): string {
  const otherwise = 'WISMO_DYNAMODB_ENDPOINT names any DynamoDB-compatible server instead (DynamoDB Local, for one).';
  if (!PLATFORMS.includes(keyOf(on))) return `There is no local DynamoDB engine for ${keyOf(on)}. ${otherwise}`;
  return `The local DynamoDB engine for ${keyOf(on)} is not installed. This brings it:\n\n  npm install --no-save @dynoxide/${keyOf(on)}@${lockedVersion()}\n\n${otherwise}`;
}

function resolved(path: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function lockedVersion(): string {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return manifest.optionalDependencies[LOCKED] ?? 'latest';
}
