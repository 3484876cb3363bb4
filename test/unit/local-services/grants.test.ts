import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Grants } from '../../../local/identity/grants.ts';
import { PEOPLE } from '../../../local/identity/people.ts';

const REDIRECT = 'http://localhost:4000/sign-in';
const VERIFIER = 'a secret that only the client has';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

const ana = PEOPLE.find(({ id }) => id === 'demo-ana');
if (ana === undefined) throw new Error('the demonstration has no Ana');

const form = (fields: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams({ grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: VERIFIER, ...fields });

const world = () => {
  let now = new Date('2026-11-27T10:00:00Z');
  const grants = new Grants(() => now);
  return {
    grants,
    code: grants.newCode(ana, REDIRECT, CHALLENGE),
    advance: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
};

describe('a code', () => {
  it('is good once, for whoever has the secret', () => {
    const { grants, code } = world();
    expect(grants.redeem(form({ code }))).toBe(ana);
    expect(() => grants.redeem(form({ code }))).toThrow('not good any more');
  });

  it.each([
    ['another secret', { code_verifier: 'guessed' }],
    ['another address', { redirect_uri: 'http://localhost:4000/elsewhere' }],
  ])('is not good with %s, and not afterwards either', (_what, fields) => {
    const { grants, code } = world();
    expect(() => grants.redeem(form({ code, ...fields }))).toThrow('not good any more');
    expect(() => grants.redeem(form({ code }))).toThrow('not good any more');
  });

  it('is over after five minutes', () => {
    const { grants, code, advance } = world();
    advance(5);
    expect(() => grants.redeem(form({ code }))).toThrow('not good any more');
  });
});

describe('a refresh token', () => {
  it('is good once', () => {
    const { grants } = world();
    const refresh = form({ grant_type: 'refresh_token', refresh_token: grants.newRefreshToken(ana) });
    expect(grants.redeem(refresh)).toBe(ana);
    expect(() => grants.redeem(refresh)).toThrow('not known');
  });
});
