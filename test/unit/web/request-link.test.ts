import { describe, expect, it } from 'vitest';
import { linkRequestPath, outcomeOf } from '../../../web/track/request-link.ts';
import { TEXTS } from '../../../web/track/texts.ts';

describe("asking for an order's link from its page", () => {
  it.each([
    [' ana@example.com ', '/api/orders/track?number=ORD-2026-000001&email=ana%40example.com'],
    ['28 001', '/api/orders/track?number=ORD-2026-000001&postcode=28+001'],
    ['a&b=c', '/api/orders/track?number=ORD-2026-000001&postcode=a%26b%3Dc'],
  ])('by "%s"', (proof, path) => {
    expect(linkRequestPath(' ORD-2026-000001 ', proof)).toBe(path);
  });

  it.each([
    [202, null, { outcome: 'accepted' }],
    [422, null, { outcome: 'not_understood' }],
    [429, '125', { outcome: 'too_many', retryAfterSeconds: 125 }],
    [429, null, { outcome: 'too_many', retryAfterSeconds: 60 }],
    [503, '5', { outcome: 'failed' }],
  ] as const)('status %d', (status, retryAfter, outcome) => {
    expect(outcomeOf(status, retryAfter)).toEqual(outcome);
  });

  it('says when to try again, in every language', () => {
    for (const { link } of Object.values(TEXTS)) expect(link.tooMany).toContain('{{ when }}');
  });
});
