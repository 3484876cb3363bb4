import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../lib/app.ts';
import type { StageName } from '../../lib/stages.ts';
import { acknowledgementsOf, placeholderBundles, synthesize } from './support/synthesized.ts';

const built = (stageName: StageName) => {
  const root = mkdtempSync(join(tmpdir(), 'wismo-rules-'));
  return buildApp({ stageName, bundles: placeholderBundles(join(root, 'bundles')), outdir: join(root, 'assembly') });
};

describe('the rules that every synthesis is held to', () => {
  it.each(['local', 'dev', 'prod'] as const)('find nothing in %s', (stageName) => {
    const { directory } = synthesize(stageName);
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  it('are those of AWS Solutions: a queue that takes plain HTTP does not pass', () => {
    const { app, service } = built('local');
    new Queue(service, 'Careless');
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });

  it("are those of CloudFormation's own schema: a property that there is not does not pass", () => {
    const { app, service } = built('local');
    new CfnQueue(service, 'Misspelt').addPropertyOverride('VisibilityTimeOut', 30);
    expect(() => app.synth()).toThrow(/Did you mean 'VisibilityTimeout'/);
  });

  it('each exception is for one finding of one construct, with a reason', () => {
    const acknowledgements = acknowledgementsOf(built('prod').app);
    expect(acknowledgements.length).toBeGreaterThan(0);
    for (const { path, id, reason } of acknowledgements) {
      expect(reason.length, `${path} ${id}`).toBeGreaterThan(40);
      expect(path.split('/').length, `${id} is acknowledged for more than one construct`).toBeGreaterThan(2);
    }
  });
});
