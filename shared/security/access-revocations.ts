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
export const isIssuedBy = ({ issuedAt }: User, revokedAt: Instant): boolean =>
  issuedAt === undefined || issuedAt.slice(0, SECONDS_LENGTH) <= revokedAt.slice(0, SECONDS_LENGTH);

/** Of these callers the users whose token was revoked, by what is known of them. */
export const revokedBy = (
  callers: readonly Caller[],
  revokedUntil: ReadonlyMap<string, Instant>,
): ReadonlySet<Caller> =>
  new Set(
    callers.filter((caller) => {
      const revokedAt = caller.kind === 'user' ? revokedUntil.get(caller.sub) : undefined;
      return caller.kind === 'user' && revokedAt !== undefined && isIssuedBy(caller, revokedAt);
    }),
  );

/** The same, by one read, and none where nobody is signed in. */
export const revokedAmong = async (
  callers: readonly Caller[],
  revocations: RevocationReader,
): Promise<ReadonlySet<Caller>> => {
  const userIds = callers.flatMap((caller) => (caller.kind === 'user' ? [caller.sub] : []));
  if (userIds.length === 0) return new Set();
  return revokedBy(callers, await revocations.revokedUntil([...new Set(userIds)]));
};

export const isAccessRevoked = async (caller: Caller, revocations: RevocationReader): Promise<boolean> =>
  (await revokedAmong([caller], revocations)).has(caller);
