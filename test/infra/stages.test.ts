import { describe, expect, it } from 'vitest';
import { allowedOrigins } from '../../lib/constructs/cors-origins.ts';
import { STAGES, stageNamed } from '../../lib/stages.ts';
import { synthesisRequest } from '../../lib/synthesis-request.ts';

describe('the table of stages', () => {
  it('keeps the data of production, and only that', () => {
    expect(
      Object.entries(STAGES)
        .filter(([, { retainsData }]) => retainsData)
        .map(([name]) => name),
    ).toEqual(['prod']);
  });

  it('watches and traces whatever runs in an account', () => {
    for (const [name, { alarms, tracing }] of Object.entries(STAGES)) {
      expect({ name, alarms, tracing }).toEqual({ name, alarms: name !== 'local', tracing: name !== 'local' });
    }
  });

  it('sets aside less concurrency than an account has', () => {
    for (const { reservedConcurrency } of Object.values(STAGES)) {
      const sum = Object.values(reservedConcurrency).reduce((total, reserved) => total + reserved, 0);
      expect(sum).toBeLessThanOrEqual(500);
    }
  });

  it('sends mail from an address of the verified identity', () => {
    for (const { emailFrom, emailIdentity } of Object.values(STAGES)) {
      expect(emailFrom === emailIdentity || emailFrom.endsWith(`@${emailIdentity}`)).toBe(true);
    }
  });

  it('names the origins whose pages it trusts, but for the stage of one machine', () => {
    for (const [name, { corsOrigins }] of Object.entries(STAGES)) {
      if (name === 'local') expect(corsOrigins).toBe('loopback');
      else for (const origin of corsOrigins) expect(new URL(origin).origin).toBe(origin);
    }
    expect(allowedOrigins(STAGES.prod)).toEqual(STAGES.prod.corsOrigins);
    expect(allowedOrigins(STAGES.local)).toEqual(['http://*']);
  });

  it('refuses an unknown stage by name', () => {
    expect(() => stageNamed('staging')).toThrow('There is no stage "staging": it is one of local, dev, prod.');
  });
});

describe('what a synthesis was asked for', () => {
  it('is the stage of one machine unless said otherwise', () => {
    expect(synthesisRequest([], {})).toEqual({ stageName: 'local' });
  });

  it('reads stage and folder from the command line', () => {
    expect(synthesisRequest(['-c', 'x=1', '-c', 'stage=dev', '-o', 'out'], {})).toEqual({
      stageName: 'dev',
      outdir: 'out',
    });
  });

  it('reads the folder from the environment', () => {
    expect(synthesisRequest([], { WISMO_ASSEMBLY_DIR: 'there' })).toEqual({ stageName: 'local', outdir: 'there' });
  });

  it('reads what the CDK CLI hands over', () => {
    const environment = { CDK_CONTEXT_JSON: JSON.stringify({ stage: 'prod', other: {} }), CDK_OUTDIR: '/tmp/x' };
    expect(synthesisRequest([], environment)).toEqual({ stageName: 'prod' });
  });

  it('never lets the CDK CLI deploy the stage of one machine', () => {
    expect(() => synthesisRequest([], { CDK_OUTDIR: '/tmp/x' })).toThrow('runs on one machine');
  });
});
