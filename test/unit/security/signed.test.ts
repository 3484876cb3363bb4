import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signGuestLink, verifyGuestLink } from '../../../shared/security/guest-link.ts';
import { openCursor, sealCursor } from '../../../shared/security/signed-cursor.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const LINK = { orderId: 'ord_1', expiresAt: '2026-11-21T10:00:00.000Z' };

/** Another character in one place. */
const spoiled = (text: string, at: number): string => {
  const place = at % text.length;
  return text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
};

describe('a guest’s link', () => {
  it('opens its order until it expires, with either secret of a rotation', () => {
    const token = signGuestLink(LINK, 'old');
    expect(verifyGuestLink(token, ['new', 'old'], NOW)).toEqual(LINK);
    expect(verifyGuestLink(token, ['new'], NOW)).toBeUndefined();
    expect(verifyGuestLink(token, ['old'], new Date(LINK.expiresAt))).toBeUndefined();
    expect(token.length).toBeLessThan(120);
  });

  it('says to which generation of links it belongs, and the first is as short as ever', () => {
    const later = { ...LINK, generation: 3 };
    expect(verifyGuestLink(signGuestLink(later, 'secret'), ['secret'], NOW)).toEqual(later);
    expect(signGuestLink({ ...LINK, generation: 0 }, 'secret')).toBe(signGuestLink(LINK, 'secret'));
  });

  it('is nothing when one character of it is another', () => {
    const token = signGuestLink(LINK, 'secret');
    fc.assert(
      fc.property(fc.nat(), (at) => {
        // The last character of base64 may carry bits that mean nothing.
        const changed = spoiled(token.slice(0, -1), at) + token.slice(-1);
        expect(verifyGuestLink(changed, ['secret'], NOW)).toBeUndefined();
      }),
    );
  });

  it('is nothing when it is anything else', () => {
    for (const text of ['', '.', 'a.b', 'a.b.c', 'x'.repeat(5_000), sealCursor('s', ['ord_1', 1], 'secret')]) {
      expect(verifyGuestLink(text, ['secret'], NOW)).toBeUndefined();
    }
  });
});

describe('a cursor', () => {
  it('opens in its own list only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.jsonValue(), (scope, other, position) => {
        const cursor = sealCursor(scope, position, 'secret');
        expect(openCursor(scope, cursor, ['secret'])).toEqual(JSON.parse(JSON.stringify(position)));
        expect(openCursor(scope, cursor, ['wrong'])).toBeUndefined();
        if (other !== scope) expect(openCursor(other, cursor, ['secret'])).toBeUndefined();
      }),
    );
  });

  it('made for one purpose is no good for another', () => {
    expect(openCursor('s', signGuestLink(LINK, 'secret'), ['secret'])).toBeUndefined();
  });
});
