import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { TABLE_SHAPE } from '../../shared/store/table-shape.ts';
import { type Synthesized, synthesize, type TemplateResource } from './support/synthesized.ts';

let prod: Synthesized;
beforeAll(() => {
  prod = synthesize('prod');
});

type Properties = TemplateResource['Properties'];

/** By the path of the construct below its stack. */
const alarm = (path: string): Properties => {
  const found = prod
    .ofType('AWS::CloudWatch::Alarm')
    .find(([, { Metadata }]) => String(Metadata?.['aws:cdk:path']).endsWith(`/${path}/Resource`));
  if (found === undefined) throw new Error(`There is no alarm ${path}.`);
  return found[1].Properties;
};

/** What the alarm's expression gives, its metrics being so many in one period; those that are not named have no data. */
const percentOf = ({ Metrics }: Properties, data: Readonly<Record<string, number>>): number => {
  const expressionOf = Metrics.find((each: Properties) => each.Expression !== undefined).Expression as string;
  const names = Metrics.flatMap((each: Properties) => (each.MetricStat === undefined ? [] : [each.Id as string]));
  const FILL = (value: number | undefined, otherwise: number): number => value ?? otherwise;
  const IF = (condition: boolean, then: number, otherwise: number): number => (condition ? then : otherwise);
  const evaluate = new Function('FILL', 'IF', ...names, `return ${expressionOf};`);
  return evaluate(FILL, IF, ...names.map((name: string) => data[name]));
};

const fires = (path: string, data: Readonly<Record<string, number>>): boolean =>
  percentOf(alarm(path), data) > alarm(path).Threshold;

describe('alarms of a shop with little traffic', () => {
  it.each([
    ['Deliver/Handler/ErrorRate', { part: 2, whole0: 5 }, true],
    ['Deliver/Handler/ErrorRate', { part: 1, whole0: 1 }, false],
    ['Deliver/Handler/ErrorRate', { part: 2, whole0: 40 }, false],
    ['Deliver/Handler/ErrorRate', {}, false],
    ['Http/ServerErrorRate', { part: 3, whole0: 20 }, true],
    ['Http/ServerErrorRate', { part: 3, whole0: 200 }, false],
    ['Notifications/FailureRate', { part: 2, whole1: 2 }, true],
    ['Notifications/FailureRate', { part: 2, whole0: 18, whole1: 2 }, false],
    ['Carriers/RefusalRate-fedex', { part: 3, whole1: 3 }, true],
    ['Payments/RefusalRate-payments', { part: 3, whole0: 9, whole1: 3 }, false],
    ['Realtime/WebSocket/IntegrationErrorRate', { part: 3, whole0: 2, whole1: 9 }, true],
  ] as const)('%s with %j: %s', (path, data, expected) => {
    expect(fires(path, data)).toBe(expected);
  });

  it.each(FUNCTION_IDS)('%s is watched by count and by share', (id) => {
    expect(alarm(`${id}/Handler/Errors`).MetricName).toBe('Errors');
    expect(alarm(`${id}/Handler/ErrorRate`).Metrics).toHaveLength(3);
    expect(alarm(`${id}/Handler/Throttles`).MetricName).toBe('Throttles');
  });
});

describe('what would otherwise go unseen', () => {
  it('is each index that is throttled, with or without data of the others', () => {
    const indexes = Object.keys(TABLE_SHAPE.indexes);
    for (const kind of ['Read', 'Write']) {
      const path = `Index${kind}Throttles`;
      const watched = alarm(path).Metrics.flatMap(({ MetricStat }: Properties) =>
        (MetricStat?.Metric.Dimensions ?? []).filter(({ Name }: Properties) => Name === 'GlobalSecondaryIndexName'),
      );
      expect(watched.map(({ Value }: Properties) => Value)).toEqual(indexes);
      // CloudWatch takes ten metrics in an alarm's expression.
      expect(indexes.length).toBeLessThanOrEqual(10);
      for (const index of indexes.keys()) expect(fires(path, { [`index${index}`]: 11 })).toBe(true);
    }
  });

  it.each(['FireDeadline', 'Release', 'Sweep'])(
    'is an event for %s that was dropped, or could not be put aside',
    (id) => {
      for (const metric of ['AsyncEventsDropped', 'DeadLetterErrors']) {
        expect(alarm(`${id}/Handler/${metric}`)).toMatchObject({
          MetricName: metric,
          Threshold: 0,
          Namespace: 'AWS/Lambda',
        });
      }
    },
  );

  it('is a record of the stream that was dropped by this mapping', () => {
    const { MetricName, Dimensions } = alarm('Events/StreamDropped');
    expect([MetricName, Dimensions[0].Name]).toEqual(['DroppedEventCount', 'EventSourceMappingUUID']);
    const mapping = prod.resources[Dimensions[0].Value.Ref ?? Dimensions[0].Value['Fn::GetAtt'][0]];
    expect(mapping?.Properties.StartingPosition).toBe('TRIM_HORIZON');
  });

  it.each([
    ['Schedules/Dropped', /SchedulesDeadlines/],
    ['Schedules/SweepDropped', /SchedulesSweeps/],
  ])('is a drop of the scheduler in a group of this stage (%s)', (path, group) => {
    const { MetricName, Dimensions } = alarm(path);
    expect([MetricName, Dimensions[0].Name]).toEqual(['InvocationDroppedCount', 'ScheduleGroup']);
    expect(Dimensions[0].Value.Ref).toMatch(group);
  });

  it.each([
    ['Bounces', 'Reputation.BounceRate', 0.05],
    ['Complaints', 'Reputation.ComplaintRate', 0.001],
  ])('is a share of %s at which SES looks at the account', (id, MetricName, Threshold) => {
    const found = alarm(`Notifications/EmailSending/${id}`);
    expect(found).toMatchObject({ MetricName, Threshold, Namespace: 'AWS/SES' });
    expect(found.Dimensions[0].Name).toBe('ses:configuration-set');
  });
});
