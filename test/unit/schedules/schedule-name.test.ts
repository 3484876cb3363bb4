import { describe, expect, it } from 'vitest';
import { releaseScheduleName } from '../../../shared/schedules/schedule-name.ts';

describe('the schedule of a notification', () => {
  const id = `ntf_${'a'.repeat(32)}`;

  it('has one name for its time, however often that moves', () => {
    expect(releaseScheduleName(id)).toBe(`send-${id}`);
  });

  it('has another for each further look, within the limit of the service', () => {
    const look = releaseScheduleName(id, '2026-03-01T10:00:00.999Z');
    expect(look).toBe(`send-${id}-1772359200`);
    expect(look).not.toBe(releaseScheduleName(id, '2026-03-01T10:00:01.000Z'));
    expect(look).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/);
  });
});
