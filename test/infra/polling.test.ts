import { beforeAll, describe, expect, it } from 'vitest';
import { functionOf, type Synthesized, statementsOf, synthesize } from './support/synthesized.ts';

let without: Synthesized;
let two: Synthesized;
beforeAll(() => {
  without = synthesize('prod');
  two = synthesize('prod', { carrierAccounts: ['fedex', 'ups'] });
});

const schedulesOf = (stage: Synthesized) =>
  stage
    .ofType('AWS::Scheduler::Schedule')
    .map(([, { Properties }]) => Properties)
    .filter(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 minute)');

const variablesOf = (stage: Synthesized): Readonly<Record<string, unknown>> =>
  functionOf(stage, 'PollCarrier').Properties.Environment.Variables;

const secretsReadBy = (stage: Synthesized): number =>
  statementsOf(stage, 'PollCarrier').filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue')).length;

describe('a stage without accounts with carriers', () => {
  it('asks nobody: no schedule, no secret, no alarm', () => {
    expect(schedulesOf(without)).toEqual([]);
    expect(secretsReadBy(without)).toBe(0);
    expect(Object.keys(variablesOf(without)).filter((name) => name.startsWith('CARRIER_'))).toEqual([]);
    for (const id of ['ApplyParked', 'Schedule', 'AdminApi'] as const)
      expect(functionOf(without, id).Properties.Environment.Variables.POLLED_CARRIERS).toBe('');
  });
});

describe('a stage with accounts', () => {
  it('asks each carrier once a minute, and never makes up for a minute that is over', () => {
    expect(schedulesOf(two).map(({ Target }) => JSON.parse(Target.Input))).toEqual([
      { carrier: 'fedex' },
      { carrier: 'ups' },
    ]);
    for (const { Target } of schedulesOf(two)) expect(Target.RetryPolicy.MaximumRetryAttempts).toBe(0);
  });

  it('gives the function their addresses and credentials, and the proof of those that it subscribes to', () => {
    const variables = variablesOf(two);
    expect(variables).toMatchObject({
      CARRIER_FEDEX_API_URL: 'https://apis.fedex.com',
      CARRIER_UPS_API_URL: 'https://onlinetools.ups.com',
    });
    const secrets = Object.keys(variables).filter((name) => name.endsWith('SECRET_ID'));
    expect(secrets.toSorted()).toEqual([
      'CARRIER_FEDEX_API_SECRET_ID',
      'CARRIER_UPS_API_SECRET_ID',
      'CARRIER_UPS_SECRET_ID',
    ]);
    expect(functionOf(two, 'ApplyParked').Properties.Environment.Variables.POLLED_CARRIERS).toBe('fedex,ups');
  });

  it('has an alarm for a pause, failures, lateness and the quota of each', () => {
    const alarms = two
      .ofType('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => String(Properties.AlarmDescription))
      .filter((text) => text.includes('carrier-polling.md'));
    // UPS publishes no quota, and FedEx none that is counted.
    expect(alarms).toHaveLength(6);
    const couriers = synthesize('prod', { carrierAccounts: ['dhl', 'uber'] }).ofType('AWS::CloudWatch::Alarm');
    const used = couriers.filter(([, { Properties }]) =>
      String(Properties.AlarmDescription).includes('nearly used up'),
    );
    expect(used).toHaveLength(2);
    expect(alarms.filter((text) => text.startsWith('[page] ups refuses our credentials'))).toHaveLength(1);
  });
});
