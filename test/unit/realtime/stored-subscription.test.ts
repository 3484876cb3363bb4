import { describe, expect, it } from 'vitest';
import { callerText } from '../../../shared/realtime/caller-text.ts';
import { ANONYMOUS, type Caller } from '../../../shared/security/caller.ts';
import { listeningOf } from '../../../shared/store/dynamo-subscription.ts';

const USER: Caller = { kind: 'user', sub: 'ana', roles: ['seller'], sellerIds: ['farm-1'] };

describe('a stored subscription', () => {
  it.each<[name: string, stored: unknown, caller: Caller]>([
    ['its text', callerText(USER), USER],
    ['the object of an earlier version', USER, USER],
    ['the text of a stranger', callerText(ANONYMOUS), ANONYMOUS],
  ])('says who subscribed by %s', (_name, stored, caller) => {
    const item = { pk: 'p', sk: 's', connectionId: 'c1', topic: 'order:1', caller: stored };
    expect(listeningOf('order:1', item)).toEqual({ audience: 'order:1', connectionId: 'c1', topic: 'order:1', caller });
  });
});
