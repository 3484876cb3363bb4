import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

const run = (script: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

/** Scripts of package.json that read options, by the file that they run. */
const SCRIPTS: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
const COMMANDS = [
  'token',
  'redrive',
  'search:rebuild',
  'secret',
  'smoke',
  'stack-trace',
  'bench',
  'costs',
  'test:faults',
];

describe('a command', () => {
  it.each([...COMMANDS, 'test:mutants', 'test:clients'])(
    '%s names an option that it does not know, says what it takes, and runs nothing',
    (name) => {
      const { status, stdout, stderr } = run(SCRIPTS[name]?.split(' ').at(-1) ?? '', '--no-such-option');
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(new RegExp(`^Unknown option '--no-such-option'.*\n\nnpm run ${name}`));
    },
  );

  it('says what it takes when it is asked', () => {
    expect(run('bin/token.ts', '--help')).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^npm run token/),
      stderr: '',
    });
  });
});

describe('a token', () => {
  it('of a role that there is not is not made', () => {
    const { status, stderr } = run('bin/token.ts', '--role', 'boss');
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^There is no role boss: it is one of customer, .*\n$/),
    ]);
  });
});
