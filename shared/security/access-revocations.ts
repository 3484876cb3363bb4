import type { Instant } from '../calendar/instant.ts';
import type { Caller } from './caller.ts';

type User = Extract<Caller, { kind: 'user' }>;

/**
 * Roles and shops are in a token, which says the same until it expires, whatever has become of its holder. Who must lose
 * them at once has every token of theirs revoked; a token that they get afterwards says what is right.
 */
export interface AccessRevocations {
  /** Revokes every token of the user that was issued up to the instant. An earlier instant than before changes nothing. */
  revoke(userId: string, revokedAt: Instant): Promise<void>;
  /** Up to when tokens of these users are revoked; nothing for users whose tokens are good. */
  revokedUntil(userIds: readonly string[]): Promise<ReadonlyMap<string, Instant>>;
}

export type RevocationReader = Pick<AccessRevocations, 'revokedUntil'>;

const SECONDS_LENGTH = '2026-11-21T10:15:00'.length;

/** Tokens say their time in whole seconds: one of the very second is revoked, as is one that does not say. */
const isIssuedBy = ({ issuedAt }: User, revokedAt: Instant): boolean =>
  issuedAt === undefined || issuedAt.slice(0, SECONDS_LENGTH) <= revokedAt.slice(0, SECONDS_LENGTH);

/** Of these callers the users whose token was revoked, by their id. One read, and none where nobody is signed in. */
export const revokedAmong = async (
  callers: readonly Caller[],
  revocations: RevocationReader,
): Promise<ReadonlySet<Caller>> => {
  const users = callers.filter((caller) => caller.kind === 'user');
  if (users.length === 0) return new Set();
  const revoked = await revocations.revokedUntil([...new Set(users.map(({ sub }) => sub))]);
  return new Set(
    users.filter((user) => {
      const revokedAt = revoked.get(user.sub);
      return revokedAt !== undefined && isIssuedBy(user, revokedAt);
    }),
  );
};

export const isAccessRevoked = async (caller: Caller, revocations: RevocationReader): Promise<boolean> =>
  (await revokedAmong([caller], revocations)).has(caller);
