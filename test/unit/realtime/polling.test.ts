import { describe, expect, it } from 'vitest';
import { PHASE_KINDS } from '../../../shared/workflows/phase-kind.ts';
import { POLL_AFTER_SECONDS } from '../../../shared/workflows/polling.ts';
import { PHASES } from '../../../shared/workflows/workflow.ts';

describe('how often to look', () => {
  it('is at least every minute while somebody waits for the next step, most often at the door', () => {
    const waiting = PHASES.filter((phase) => PHASE_KINDS[phase] === 'active' && phase !== 'delivered');
    expect(waiting.every((phase) => POLL_AFTER_SECONDS[phase] <= 60)).toBe(true);
    expect(Math.min(...Object.values(POLL_AFTER_SECONDS))).toBe(POLL_AFTER_SECONDS.out_for_delivery);
  });

  it('is hardly ever once nothing more will come', () => {
    const final = PHASES.filter((phase) => PHASE_KINDS[phase] === 'final');
    expect(final.map((phase) => POLL_AFTER_SECONDS[phase])).toEqual(final.map(() => 600));
  });
});
