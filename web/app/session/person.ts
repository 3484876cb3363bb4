/** Who is signed in, as the token says it. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly shops: readonly string[];
}

/** Parts of the app, each for its own people. */
export const AREAS = ['orders', 'shop', 'drive', 'staff'] as const;
export type Area = (typeof AREAS)[number];

type Claims = Readonly<Record<string, unknown>>;

const textsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? value.split(/[\s,]+/).filter((part) => part !== '') : [];
};

export const personOf = (claims: Claims): Person => {
  const roles = [...textsIn(claims['cognito:groups']), ...textsIn(claims.roles)].map((role) => role.toLowerCase());
  const shops = [...textsIn(claims.seller_ids), ...textsIn(claims['custom:seller_ids'])];
  return {
    id: String(claims.sub),
    name: String(claims.name ?? claims.email ?? claims.sub),
    roles: [...new Set(roles)],
    shops: [...new Set(shops)],
  };
};

const AREA_ROLES: Readonly<Record<Area, readonly string[]>> = {
  staff: ['csr', 'admin'],
  shop: ['seller', 'farmer', 'store'],
  drive: ['driver'],
  orders: ['customer'],
};

/** The areas that the person works in; who has no role of their own buys. */
export const areasOf = ({ roles }: Person): readonly Area[] => {
  const areas = (['staff', 'shop', 'drive', 'orders'] as const).filter((area) =>
    AREA_ROLES[area].some((role) => roles.includes(role)),
  );
  return areas.length > 0 ? areas : ['orders'];
};
