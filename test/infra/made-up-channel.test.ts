import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_SIZES_FILE } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { projectWithMadeUpChannel } from '../support/made-up-channel.ts';
import type { ProjectCopy } from '../support/project-copy.ts';
import { fromTemplates, functionOf, type Synthesized, statementsOf } from './support/synthesized.ts';

let project: ProjectCopy;
let prod: Synthesized;

const run = (...args: readonly string[]): void => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project.root, encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`.slice(-4000)).toBe(0);
};

const templatesIn = (directory: string): Synthesized['templates'] => {
  const templateOf = (stack: string) => {
    const name = readdirSync(directory).find((file) => file.endsWith(`-${stack}.template.json`));
    return JSON.parse(readFileSync(join(directory, name ?? `${stack}.template.json`), 'utf8'));
  };
  return { data: templateOf('Data'), service: templateOf('Service'), web: templateOf('Web') };
};

beforeAll(() => {
  project = projectWithMadeUpChannel('https://loft.example');
  run('--import', 'tsx', 'bin/wismo.ts', '-c', 'stage=prod', '-o', 'out');
  prod = fromTemplates(join(project.root, 'out'), templatesIn(join(project.root, 'out')));
});
afterAll(() => project.remove());

/** Logical ids of configuration sets, by what they are named after. */
const configurationSetOf = (channel: string): string => {
  const ids = prod.ofType('AWS::SES::ConfigurationSet').map(([id]) => id);
  const found = ids.filter((id) => id.includes(`${channel}Sending`));
  expect(found, ids.join(' ')).toHaveLength(1);
  return found[0] ?? '';
};

describe('a channel that was added by one folder and one line', () => {
  it('compiles', () => {
    run('node_modules/typescript/bin/tsc', '--noEmit');
  });

  it('has what its provider needs, under names of its own', () => {
    const variables = functionOf(prod, 'Deliver').Properties.Environment.Variables;
    expect(variables.CHANNEL_PIGEON_FROM).toBe('orders@wismo.example');
    expect(variables.CHANNEL_PIGEON_CONFIGURATION_SET).toEqual({ Ref: configurationSetOf('Pigeon') });
    expect(variables.CHANNEL_EMAIL_CONFIGURATION_SET).toEqual({ Ref: configurationSetOf('Email') });
  });

  it('is granted that to the function that delivers, and to no other', () => {
    const granted = FUNCTION_IDS.filter((id) =>
      JSON.stringify(statementsOf(prod, id)).includes(configurationSetOf('Pigeon')),
    );
    expect(granted).toEqual(['Deliver']);
    const sending = statementsOf(prod, 'Deliver').filter(({ actions }) => actions.includes('ses:SendEmail'));
    for (const { conditions } of sending)
      expect(conditions).toEqual({ StringEquals: { 'ses:FromAddress': 'orders@wismo.example' } });
  });

  it('leaves a channel without a provider without anything', () => {
    const variables = Object.keys(functionOf(prod, 'Deliver').Properties.Environment.Variables);
    expect(variables.filter((name) => name.startsWith('CHANNEL_')).sort()).toEqual([
      'CHANNEL_EMAIL_CONFIGURATION_SET',
      'CHANNEL_EMAIL_FROM',
      'CHANNEL_PIGEON_CONFIGURATION_SET',
      'CHANNEL_PIGEON_FROM',
    ]);
  });

  it('brings its adapter into one bundle only', () => {
    const withAdapter = FUNCTION_IDS.filter((id) =>
      readFileSync(join(project.root, BUNDLE_SIZES_FILE, '..', id, 'index.mjs'), 'utf8').includes('loft.example'),
    );
    expect(withAdapter).toEqual(['Deliver']);
  });
});
