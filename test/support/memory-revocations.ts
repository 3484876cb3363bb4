import type { AccessRevocations } from '../../shared/security/access-revocations.ts';

/** Keeps in memory whose tokens were revoked, as the table does. */
export const memoryRevocations = (): AccessRevocations => {
  const revoked = new Map<string, string>();
  return {
    revoke: async (userId, revokedAt) => {
      if ((revoked.get(userId) ?? '') < revokedAt) revoked.set(userId, revokedAt);
    },
    revokedUntil: async (userIds) =>
      new Map(userIds.flatMap((userId) => (revoked.has(userId) ? [[userId, revoked.get(userId) ?? '']] : []))),
  };
};
