import * as z from 'zod';
import { ROLES, type Role } from '../workflows/workflow.ts';

/** Who calls, as the gateway's authorizer found it. `anonymous` reaches public routes only. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** Holder of a signed link to one order. */
  | { readonly kind: 'guest'; readonly orderId: string }
  | {
      readonly kind: 'user';
      readonly sub: string;
      readonly email?: string;
      /** `farmer` and `store` have become `seller`. */
      readonly roles: readonly Role[];
      readonly sellerIds: readonly string[];
    };

export const ANONYMOUS: Caller = { kind: 'anonymous' };

/** Older names that tokens still say. */
const ROLE_SYNONYMS: Readonly<Record<string, Role>> = { farmer: 'seller', store: 'seller' };
/** Nobody gets these by a token: a guest holds a link, a carrier signs its webhooks. */
const NEVER_FROM_TOKENS: readonly Role[] = ['guest', 'carrier'];

/** Cognito puts `custom:` before an attribute of one's own, and keeps a list as text with commas. */
const SHOP_CLAIMS = ['seller_ids', 'custom:seller_ids'];

const roleOf = (name: string): Role | undefined => {
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
  return {
    kind: 'user',
    sub,
    ...(typeof email === 'string' && email !== '' && { email }),
    roles,
    sellerIds: [...new Set([...SHOP_CLAIMS.flatMap((name) => listClaim(claims[name])), ...granted.sellerIds])],
  };
};

const callerShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({ kind: z.literal('guest'), orderId: z.string().min(1) }),
  z.object({
    kind: z.literal('user'),
    sub: z.string().min(1),
    email: z.string().exactOptional(),
    roles: z.array(z.enum(ROLES)),
    sellerIds: z.array(z.string()),
  }),
]);

/** The caller that the Lambda authorizer put into its context as JSON; anonymous when there is none. */
export const parseCaller = (callerJson: unknown): Caller => {
  if (typeof callerJson !== 'string') return ANONYMOUS;
  return callerShape.parse(JSON.parse(callerJson));
};
