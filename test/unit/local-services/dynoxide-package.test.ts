import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { howToInstall, installedEngine } from '../../../local/engines/dynoxide-package.ts';

const root = mkdtempSync(join(tmpdir(), 'wismo-engine-'));
const from = pathToFileURL(join(root, 'start.js')).href;
afterAll(() => rmSync(root, { recursive: true, force: true }));

const install = (name: string, ...files: readonly string[]): string => {
  const folder = join(root, 'node_modules', '@dynoxide', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `@dynoxide/${name}`, version: '9.9.9' }));
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
};

describe('the DynamoDB engine', () => {
  it.each([
    ['darwin', 'arm64', 'dynoxide'],
    ['linux', 'arm64', 'dynoxide'],
    ['win32', 'x64', 'dynoxide.exe'],
  ])('is found on %s %s once its package is installed', (platform, arch, file) => {
    expect(installedEngine({ platform, arch }, from)).toBeUndefined();
    const folder = install(`${platform}-${arch}`, file);
    expect(installedEngine({ platform, arch }, from)).toEqual({ command: join(folder, file), version: '9.9.9' });
  });

  it('is not found where its package came without the program', () => {
    install('darwin-x64');
    expect(installedEngine({ platform: 'darwin', arch: 'x64' }, from)).toBeUndefined();
  });

  it('is brought by one command, of the version that is locked', () => {
    expect(howToInstall({ platform: 'darwin', arch: 'arm64' })).toMatch(
      /^The local DynamoDB engine for darwin-arm64 is not installed.*\n\n {2}npm install --no-save @dynoxide\/darwin-arm64@\d+\.\d+\.\d+\n\n/,
    );
  });

  it('has no package for every platform: another engine can be named', () => {
    const text = howToInstall({ platform: 'freebsd', arch: 'x64' });
    expect(text).toContain('WISMO_DYNAMODB_ENDPOINT');
    expect(text).not.toContain('npm install');
  });
});
