import { describe, expect, it } from 'vitest';
import { type Problem, WismoProblem } from '../../../client/src/index.ts';
import { troubleOf } from '../../../web/app/session/problems.ts';

const said = (given: Partial<Problem>) =>
  troubleOf(
    new WismoProblem({
      type: 'urn:wismo:problem:x',
      title: 'The request is invalid',
      status: 422,
      detail: 'The request is invalid',
      instance: '/api/x',
      path: '/api/x',
      code: 'VALIDATION_FAILED',
      timestamp: '2026-11-28T03:13:34.564Z',
      requestId: 'req-1',
      ...given,
    } as Problem),
  );

describe('what a page says of a refused request', () => {
  it('is what to enter, in the language, where people know the field', () => {
    const wrong = said({ errors: [{ path: 'code', message: 'Is wrong' }] });
    expect([wrong.hint, wrong.detail]).toEqual(['trouble.field.code', undefined]);
  });

  it('is what is wrong with other fields, and not that something is', () => {
    const { detail, reasons } = said({ errors: [{ path: 'country', message: 'Is not known' }] });
    expect([detail, reasons]).toEqual([undefined, ['country: Is not known']]);
    expect(said({}).detail).toBeUndefined();
    expect(said({ code: 'GUARD_REFUSED', detail: 'Too late' }).detail).toBe('Too late');
  });

  it('is not how workflows call it that an order has moved on', () => {
    const moved = said({ status: 409, code: 'INVALID_TRANSITION', detail: 'Role customer may not' });
    expect([moved.kind, moved.detail]).toEqual(['conflict', undefined]);
  });
});
