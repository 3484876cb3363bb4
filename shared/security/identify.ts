import type { Clock } from '../clock/clock.ts';
import { definedFields } from '../defined-fields.ts';
import { ANONYMOUS, type Caller } from './caller.ts';
import { type GuestLink, verifyGuestLink } from './guest-link.ts';
import type { VerifyToken } from './token-verifier.ts';

export interface Credentials {
  /** `Bearer <JWT>`, or a link's token in its place. */
  readonly authorization?: string | undefined;
  /** The token of a guest's link. */
  readonly linkToken?: string | undefined;
}

const JWT_PARTS = 3;

/** A JWT has three parts, a guest's token fewer: neither is ever tried as the other. */
export const credentialsOf = (token: string): Credentials =>
  token.split('.').length === JWT_PARTS ? { authorization: `Bearer ${token}` } : { linkToken: token };

export interface IdentifyDependencies {
  readonly verifyToken: VerifyToken;
  /** Tries the check with every secret that links may be signed with now. */
  readonly isLinkSignedBy: (check: (secret: string) => boolean) => Promise<boolean>;
  readonly clock: Clock;
}

const BEARER = /^Bearer\s+(\S+)$/i;

const guestFrom = ({ orderId, expiresAt, generation }: GuestLink): Caller => ({
  kind: 'guest',
  orderId,
  ...definedFields({ linkGeneration: generation }),
  validUntil: expiresAt,
});

/** Whom a link's token names: the guest of one order, else nobody. */
export const guestOf = async (
  token: string,
  { isLinkSignedBy, clock }: Pick<IdentifyDependencies, 'isLinkSignedBy' | 'clock'>,
): Promise<Caller> => {
  let caller: Caller = ANONYMOUS;
  await isLinkSignedBy((secret) => {
    const link = verifyGuestLink(token, [secret], clock.now());
    if (link) caller = guestFrom(link);
    return link !== undefined;
  });
  return caller;
};

/** Who the credentials name. A valid JWT comes first, so that a signed-in buyer who opens a link stays themselves. */
export const identify = async (dependencies: IdentifyDependencies, credentials: Credentials): Promise<Caller> => {
  const bearer = BEARER.exec(credentials.authorization ?? '')?.[1];
  const { authorization, linkToken } = bearer === undefined ? {} : credentialsOf(bearer);
  const user = authorization === undefined || bearer === undefined ? undefined : await dependencies.verifyToken(bearer);
  if (user) return user;
  const link = credentials.linkToken || linkToken;
  return link ? guestOf(link, dependencies) : ANONYMOUS;
};
