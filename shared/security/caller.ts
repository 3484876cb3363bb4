import * as z from 'zod';
import type { Instant } from '../calendar/instant.ts';
import { once } from '../made-on-demand.ts';
import { ROLES, type Role } from '../workflows/workflow.ts';

/** Who calls, as the gateway's authorizer found it. `anonymous` reaches public routes only. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** Holder of a signed link to one order. */
  | {
      readonly kind: 'guest';
      readonly orderId: string;
      /** Generation of the link; absent, the first. */
      readonly linkGeneration?: number;
      readonly validUntil?: Instant;
    }
  | {
      readonly kind: 'user';
      readonly sub: string;
      readonly email?: string;
      /** `farmer` and `store` have become `seller`. */
      readonly roles: readonly Role[];
      readonly sellerIds: readonly string[];
      readonly issuedAt?: Instant;
      /** When the token expires: nobody is this caller any longer than that. */
      readonly validUntil?: Instant;
    };

export const ANONYMOUS: Caller = { kind: 'anonymous' };

/** Older names that tokens still say, in any case. */
const ROLE_SYNONYMS: Readonly<Record<string, Role>> = { farmer: 'seller', store: 'seller' };
/** Nobody gets these by a token: a guest holds a link, a carrier signs its webhooks. */
const NEVER_FROM_TOKENS: readonly Role[] = ['guest', 'carrier'];

/** Cognito puts `custom:` before an attribute of one's own, and keeps a list as text with commas. */
const SHOP_CLAIMS = ['seller_ids', 'custom:seller_ids'];

const roleOf = (written: string): Role | undefined => {
  const name = written.toLowerCase();
  const role = ROLE_SYNONYMS[name] ?? ROLES.find((known) => known === name);
  return role !== undefined && NEVER_FROM_TOKENS.includes(role) ? undefined : role;
};

/**
 * A list claim: an array in a token; `[a b]`, `[a, b]`, `a,b` or `a` once the gateway has flattened it to text, as its
 * JWT authorizer does with every claim.
 */
export const listClaim = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  if (typeof value !== 'string') return [];
  return value
    .trim()
    .replace(/^\[(.*)\]$/s, '$1')
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^"(.*)"$/, '$1'))
    .filter((entry) => entry !== '');
};

/** An instant in seconds since the epoch, as a number or as the gateway writes it; `undefined` where it is none. */
export const numericDate = (value: unknown): Date | undefined => {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number') return undefined;
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? undefined : at;
};

/** A name for each caller, for what is stored or counted by caller. */
export const callerName = (caller: Caller): string => {
  if (caller.kind === 'user') return `user:${caller.sub}`;
  return caller.kind === 'guest' ? `guest:${caller.orderId}` : 'anonymous';
};

/** Whether the caller's token or link has expired. */
export const hasExpired = (caller: Caller, now: Date): boolean =>
  caller.kind !== 'anonymous' && caller.validUntil !== undefined && caller.validUntil <= now.toISOString();

/** The resource server whose scopes name roles and shops: `wismo/system`, `wismo/shop:farm-1`. */
export const SCOPE_SERVER = 'wismo';
/** Roles that a program can hold by a scope. */
export const SCOPE_ROLES = ['system', 'payment', 'seller'] as const satisfies readonly Role[];
const SHOP_SCOPE = 'shop:';

export const shopScope = (shopId: string): string => `${SHOP_SCOPE}${shopId}`;

/**
 * What a token grants by its scopes. They count only where the client speaks for itself (client credentials), for a person
 * may have let an application ask for any scope: `sub` is then the client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9068#section-2.2
 */
export const serviceGrants = ({
  sub,
  client_id: clientId,
  scope,
}: Readonly<Record<string, unknown>>): { readonly roles: readonly Role[]; readonly sellerIds: readonly string[] } => {
  const scopes = typeof clientId === 'string' && clientId === sub ? listClaim(scope) : [];
  const granted = scopes.flatMap((each) =>
    each.startsWith(`${SCOPE_SERVER}/`) ? [each.slice(SCOPE_SERVER.length + 1)] : [],
  );
  return {
    roles: SCOPE_ROLES.filter((role) => granted.includes(role)),
    sellerIds: granted.flatMap((each) => (each.startsWith(SHOP_SCOPE) ? [each.slice(SHOP_SCOPE.length)] : [])),
  };
};

/** The caller that verified claims name. Without a `sub` there is nobody. */
export const callerFromClaims = (claims: Readonly<Record<string, unknown>>): Caller => {
  const { sub, email } = claims;
  if (typeof sub !== 'string' || sub === '') return ANONYMOUS;
  const names = [...listClaim(claims['cognito:groups']), ...listClaim(claims.roles)];
  const granted = serviceGrants(claims);
  const roles = [...new Set([...names.flatMap((name) => roleOf(name) ?? []), ...granted.roles])];
  const [issued, expiry] = [numericDate(claims.iat), numericDate(claims.exp)];
  return {
    kind: 'user',
    sub,
    ...(typeof email === 'string' && email !== '' && { email }),
    roles,
    sellerIds: [...new Set([...SHOP_CLAIMS.flatMap((name) => listClaim(claims[name])), ...granted.sellerIds])],
    ...(issued && { issuedAt: issued.toISOString() }),
    ...(expiry && { validUntil: expiry.toISOString() }),
  };
};

const callerShape = once(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('anonymous') }),
    z.object({
      kind: z.literal('guest'),
      orderId: z.string().min(1),
      linkGeneration: z.int().exactOptional(),
      validUntil: z.string().exactOptional(),
    }),
    z.object({
      kind: z.literal('user'),
      sub: z.string().min(1),
      email: z.string().exactOptional(),
      roles: z.array(z.enum(ROLES)),
      sellerIds: z.array(z.string()),
      issuedAt: z.string().exactOptional(),
      validUntil: z.string().exactOptional(),
    }),
  ]),
);

/** The caller that was stored; `undefined` where it is none that this version knows. */
export const readCaller = (stored: unknown): Caller | undefined => callerShape().safeParse(stored).data;

/** The caller that the Lambda authorizer put into its context as JSON; anonymous when there is none. */
export const parseCaller = (callerJson: unknown): Caller => {
  if (typeof callerJson !== 'string') return ANONYMOUS;
  return callerShape().parse(JSON.parse(callerJson));
};
