import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import { STAGES } from '../../lib/stages.ts';
import { ENVIRONMENTS, type FunctionId } from '../../shared/contract/environment.ts';
import { functionOf, type Synthesized, synthesize } from './support/synthesized.ts';

describe.each(['local', 'prod'] as const)('functions of %s', (stageName) => {
  let synthesized: Synthesized;
  beforeAll(() => {
    synthesized = synthesize(stageName);
  });

  it('are those of the contract, once each', () => {
    const functions = synthesized.ofType('AWS::Lambda::Function').map(([logicalId]) => logicalId);
    // CDK's own puts the pages' files into their bucket.
    const ours = functions.filter((logicalId) => !logicalId.startsWith('CustomCDKBucketDeployment'));
    expect([functions.length - ours.length, ours.length]).toEqual([1, FUNCTION_IDS.length]);
    for (const id of FUNCTION_IDS) expect(functionOf(synthesized, id).Type).toBe('AWS::Lambda::Function');
  });

  it.each(FUNCTION_IDS)('%s runs on Node 24 and arm64, within limits, with a log that forgets', (id) => {
    const { Properties } = functionOf(synthesized, id);
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    expect(Properties.Timeout).toBeLessThanOrEqual(300);
    expect(Properties.TracingConfig?.Mode).toBe(STAGES[stageName].tracing ? 'Active' : undefined);
    const logGroup = synthesized.resources[Properties.LoggingConfig.LogGroup.Ref];
    expect(logGroup?.Properties.RetentionInDays).toBe(STAGES[stageName].logRetentionDays);
  });

  it.each(FUNCTION_IDS)('%s gets the environment that its code reads, and nothing else', (id) => {
    const variables = functionOf(synthesized, id).Properties.Environment.Variables;
    const read = Object.entries(ENVIRONMENTS[id].shape);
    expect(read.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(variables)));
    const required = read.filter(([, schema]) => !schema.safeParse(undefined).success).map(([name]) => name);
    expect(Object.keys(variables)).toEqual(expect.arrayContaining(required));
  });

  it.each(FUNCTION_IDS)('%s gets values that its code accepts', (id) => {
    const variables = functionOf(synthesized, id).Properties.Environment.Variables;
    const literal = Object.entries(variables).filter(([, value]) => typeof value === 'string');
    const accepted = ENVIRONMENTS[id].partial().safeParse(Object.fromEntries(literal));
    expect(accepted.error?.issues ?? []).toEqual([]);
  });

  it('reserve the concurrency that the stage sets aside', () => {
    const reserved = FUNCTION_IDS.flatMap((id): readonly (readonly [FunctionId, number])[] => {
      const { ReservedConcurrentExecutions } = functionOf(synthesized, id).Properties;
      return ReservedConcurrentExecutions === undefined ? [] : [[id, ReservedConcurrentExecutions]];
    });
    expect(Object.fromEntries(reserved)).toEqual(STAGES[stageName].reservedConcurrency);
  });

  it('keep what failed for good, where they are invoked without anybody waiting', () => {
    const stored = FUNCTION_IDS.filter((id) => functionOf(synthesized, id).Properties.DeadLetterConfig !== undefined);
    expect(stored).toEqual(['FireDeadline', 'Release', 'Sweep']);
  });
});
