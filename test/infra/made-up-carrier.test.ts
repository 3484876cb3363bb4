import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_SIZES_FILE } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { projectWithMadeUpCarrier } from '../support/made-up-carrier.ts';
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
  project = projectWithMadeUpCarrier();
  run('--import', 'tsx', 'bin/wismo.ts', '-c', 'stage=prod', '-o', 'out');
  prod = fromTemplates(join(project.root, 'out'), templatesIn(join(project.root, 'out')));
});
afterAll(() => project.remove());

const propertiesOf = (type: string) => prod.ofType(type).map(([, { Properties }]) => Properties);

describe('a carrier that was added by one folder and one line', () => {
  it('compiles', () => {
    run('node_modules/typescript/bin/tsc', '--noEmit');
  });

  it('has a secret of its own', () => {
    const tags = propertiesOf('AWS::SecretsManager::Secret').flatMap(({ Tags }) => Tags);
    expect(tags).toContainEqual({ Key: 'Name', Value: 'wismo/prod/carriers/acme' });
  });

  it('is granted to the webhook function, which finds secret and source ranges by its id', () => {
    const variables = functionOf(prod, 'CarrierWebhook').Properties.Environment.Variables;
    expect(variables.CARRIER_ACME_SOURCE_RANGES).toBe('');
    const granted = statementsOf(prod, 'CarrierWebhook')
      .filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'))
      .flatMap(({ resources }) => resources);
    expect(JSON.stringify(variables.CARRIER_ACME_SECRET_ID)).toContain('AcmeSecret');
    expect(granted).toContainEqual(variables.CARRIER_ACME_SECRET_ID);
  });

  it('is granted to no other function', () => {
    const others = FUNCTION_IDS.filter((id) => id !== 'CarrierWebhook');
    for (const id of others) expect(JSON.stringify(statementsOf(prod, id))).not.toContain('AcmeSecret');
  });

  it('has a route with a throttle of its own', () => {
    const key = 'POST /api/webhooks/carriers/acme';
    expect(propertiesOf('AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey)).toContain(key);
    const [stage] = propertiesOf('AWS::ApiGatewayV2::Stage').filter(({ StageName }) => StageName === '$default');
    expect(Object.keys(stage.RouteSettings)).toContain(key);
  });

  it('has an alarm of refused webhooks, and a chart', () => {
    const alarm = propertiesOf('AWS::CloudWatch::Alarm').find(
      ({ MetricName, Dimensions }) =>
        MetricName === 'WebhookRefused' && JSON.stringify(Dimensions).includes('{"Name":"source","Value":"acme"}'),
    );
    expect(alarm?.AlarmDescription).toContain('acme');
    expect(JSON.stringify(propertiesOf('AWS::CloudWatch::Dashboard'))).toContain('Webhooks of acme');
  });

  it('brings its adapter into one bundle only', () => {
    const withAdapter = FUNCTION_IDS.filter((id) =>
      readFileSync(join(project.root, BUNDLE_SIZES_FILE, '..', id, 'index.mjs'), 'utf8').includes('ON_VAN'),
    );
    expect(withAdapter).toEqual(['CarrierWebhook']);
  });
});
