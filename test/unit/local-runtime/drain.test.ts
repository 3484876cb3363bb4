import { describe, expect, it } from 'vitest';
import { drain } from '../../../local/drain.ts';

const idle = { active: () => 0 };
const noActivity = (): number => 0;

describe('drain', () => {
  it('returns when nothing waits', async () => {
    expect(await drain({ parts: () => [], host: idle, activity: noActivity })).toEqual([]);
  });

  it('names what comes back later than it waits', async () => {
    const until = Date.now() + 3_600_000;
    const queue = { name: 'mails', pending: () => 0, hidden: () => [{ name: 'mails', messages: 2, until }] };
    const waiting = await drain({ parts: () => [queue], host: idle, activity: noActivity, patienceMilliseconds: 20 });
    expect(waiting).toEqual([{ name: 'mails', messages: 2, until: new Date(until) }]);
  });

  it('lets end what came back at the very end', async () => {
    const patienceMilliseconds = 30;
    const comesBackAt = Date.now() + patienceMilliseconds - 10;
    const endsAt = comesBackAt + 200;
    const queue = {
      name: 'heartbeats',
      pending: () => (Date.now() >= comesBackAt && Date.now() < endsAt ? 1 : 0),
      hidden: () => (Date.now() < comesBackAt ? [{ name: 'heartbeats', messages: 1, until: comesBackAt }] : []),
    };
    const options = { parts: () => [queue], host: idle, activity: noActivity, patienceMilliseconds };
    expect(await drain(options)).toEqual([]);
    expect(Date.now()).toBeGreaterThanOrEqual(endsAt);
  });

  it('throws, and names what waits, when it never ends', async () => {
    const queue = { name: 'heartbeats', pending: () => 1 };
    const options = { parts: () => [queue], host: idle, activity: noActivity };
    await expect(drain({ ...options, patienceMilliseconds: 5, graceMilliseconds: 5 })).rejects.toThrow(
      'Still not at rest: heartbeats (1)',
    );
  });
});
