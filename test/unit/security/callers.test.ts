import { describe, expect, it } from 'vitest';
import { actorsOf } from '../../../shared/security/actors.ts';
import { type Caller, callerFromClaims, hasExpired, listClaim, parseCaller } from '../../../shared/security/caller.ts';
import { mayCallWith } from '../../../shared/security/token-claims.ts';

describe('claims', () => {
  it.each([
    [
      ['admin', 'csr'],
      ['admin', 'csr'],
    ],
    ['[admin csr]', ['admin', 'csr']],
    ['[admin, csr]', ['admin', 'csr']],
    ['["admin","csr"]', ['admin', 'csr']],
    ['admin', ['admin']],
    ['admin,csr', ['admin', 'csr']],
    ['[]', []],
    ['', []],
    [undefined, []],
    [7, []],
    [['a', 7, ''], ['a']],
  ])('%j is the list %j', (claim, list) => {
    expect(listClaim(claim)).toEqual(list);
  });

  it.each([
    ['FARMER', 'seller'],
    ['Customer', 'customer'],
    ['ADMIN', 'admin'],
  ] as const)('may write the role %s in any case', (written, role) => {
    expect(callerFromClaims({ sub: 'u-1', roles: [written] })).toMatchObject({ roles: [role] });
    expect(callerFromClaims({ sub: 'u-1', 'cognito:groups': `[${written}]` })).toMatchObject({ roles: [role] });
    expect(callerFromClaims({ sub: 'u-1', roles: ['GUEST', 'Carrier'] })).toMatchObject({ roles: [] });
  });

  it('name the caller, with older role names, and never a guest or a carrier', () => {
    const claims = {
      sub: 'u-1',
      email: 'a@example.com',
      'cognito:groups': '[farmer store]',
      roles: ['customer', 'guest', 'carrier', 'root'],
      seller_ids: '[shop-1 shop-2 shop-1]',
    };
    expect(callerFromClaims(claims)).toEqual({
      kind: 'user',
      sub: 'u-1',
      email: 'a@example.com',
      roles: ['seller', 'customer'],
      sellerIds: ['shop-1', 'shop-2'],
    });
  });

  it('name shops as Cognito does, too', () => {
    const caller = callerFromClaims({
      sub: 'u-1',
      'custom:seller_ids': 'shop-1,shop-2',
      seller_ids: ['shop-2', 'shop-3'],
    });
    expect(caller).toMatchObject({ sellerIds: ['shop-2', 'shop-3', 'shop-1'] });
  });

  it('say until when, as a number or as the gateway writes it', () => {
    const until = (exp: unknown) => callerFromClaims({ sub: 'u-1', exp });
    for (const exp of [1_795_000_000, '1795000000', '1.795e+09']) {
      expect(until(exp)).toMatchObject({ validUntil: '2026-11-18T11:06:40.000Z' });
    }
    for (const exp of [undefined, '', 'soon', null, {}, Number.NaN, 1e300]) {
      expect(until(exp)).not.toHaveProperty('validUntil');
    }
    expect(hasExpired(until('1795000000'), new Date('2026-11-18T11:06:39.999Z'))).toBe(false);
    expect(hasExpired(until('1795000000'), new Date('2026-11-18T11:06:40.000Z'))).toBe(true);
  });

  it.each([
    [{ exp: 1_795_000_000 }, true],
    [{ exp: '1795000000', token_use: 'access' }, true],
    [{ exp: '1795000000', token_use: 'id' }, true],
    [{ token_use: 'access' }, false],
    [{ exp: 1_795_000_000, token_use: 'refresh' }, false],
    [{ exp: 1_763_000_000 }, false],
    [{ exp: 'never' }, false],
    [{ exp: 1_795_000_000, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC' }, false],
    [{ exp: 1_795_000_000, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC', token_use: 'id' }, true],
    [
      { exp: 1_795_000_000, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC', token_use: 'access' },
      true,
    ],
    [{ exp: 1_795_000_000, iss: 'https://issuer.example/' }, true],
  ])('%j: somebody may call with them, %s', (claims, may) => {
    expect(mayCallWith({ sub: 'u-1', ...claims }, new Date('2026-11-01T00:00:00Z'))).toBe(may);
  });

  it.each([
    ['wismo/system', ['system'], []],
    ['wismo/seller wismo/shop:farm-1 wismo/shop:farm-2', ['seller'], ['farm-1', 'farm-2']],
    ['wismo/payment openid', ['payment'], []],
    ['[wismo/system wismo/payment]', ['system', 'payment'], []],
    ['wismo/admin wismo/csr wismo/carrier wismo/', [], []],
    ['system other/system xwismo/system', [], []],
    [undefined, [], []],
  ])('of a program grant by the scope %j', (scope, roles, sellerIds) => {
    const claims = { sub: 'client-1', client_id: 'client-1', token_use: 'access', scope };
    expect(callerFromClaims(claims)).toEqual({ kind: 'user', sub: 'client-1', roles, sellerIds });
  });

  it('of a person grant nothing by a scope that an application asked for', () => {
    const scope = 'wismo/system wismo/shop:farm-1';
    for (const claims of [
      { sub: 'u-1', scope },
      { sub: 'u-1', client_id: 'app-1', scope },
    ]) {
      expect(callerFromClaims(claims)).toMatchObject({ roles: [], sellerIds: [] });
    }
  });

  it('without a subject name nobody', () => {
    expect(callerFromClaims({ roles: ['admin'] })).toEqual({ kind: 'anonymous' });
    expect(callerFromClaims({ sub: '', roles: ['admin'] })).toEqual({ kind: 'anonymous' });
  });

  it('come back from the authorizer’s context as they went in', () => {
    const caller: Caller = { kind: 'user', sub: 'u-1', roles: ['csr'], sellerIds: [] };
    expect(parseCaller(JSON.stringify(caller))).toEqual(caller);
    expect(parseCaller(undefined)).toEqual({ kind: 'anonymous' });
    expect(() => parseCaller('{"kind":"root"}')).toThrow();
  });
});

describe('as whom somebody acts on an order', () => {
  const order = {
    orderId: 'ord_1',
    buyerId: 'u-1',
    sellerId: 'shop-1',
    driver: { driverId: 'd-1', name: 'M', provider: 'own', assignedAt: '' },
  };
  const user = (
    sub: string,
    roles: Extract<Caller, { kind: 'user' }>['roles'] = [],
    sellerIds: string[] = [],
  ): Caller => ({
    kind: 'user',
    sub,
    roles,
    sellerIds,
  });
  const rolesOf = (caller: Caller) => actorsOf(caller, order).map(({ role }) => role);

  it('is by their part in this very order', () => {
    expect(rolesOf(user('u-1'))).toEqual(['customer']);
    expect(rolesOf(user('k-1', ['seller'], ['shop-1']))).toEqual(['seller']);
    expect(rolesOf(user('d-1', ['driver']))).toEqual(['driver']);
    expect(rolesOf(user('u-1', ['admin', 'seller'], ['shop-1']))).toEqual(['admin', 'seller', 'customer']);
    expect(rolesOf(user('s', ['system']))).toEqual(['system']);
  });

  it('is not by a role alone', () => {
    expect(rolesOf(user('k-2', ['seller', 'driver', 'customer'], ['shop-2']))).toEqual([]);
    expect(rolesOf({ kind: 'anonymous' })).toEqual([]);
    expect(rolesOf({ kind: 'guest', orderId: 'ord_2' })).toEqual([]);
    expect(rolesOf({ kind: 'guest', orderId: 'ord_1' })).toEqual(['guest']);
  });

  it('is as a guest only by a link that was not revoked', () => {
    const rolesAt = (linkGeneration: number | undefined, ofLink: number | undefined) =>
      actorsOf(
        { kind: 'guest', orderId: 'ord_1', ...(ofLink !== undefined && { linkGeneration: ofLink }) },
        { ...order, ...(linkGeneration !== undefined && { linkGeneration }) },
      ).length;
    expect([rolesAt(undefined, undefined), rolesAt(0, undefined), rolesAt(2, 2)]).toEqual([1, 1, 1]);
    expect([rolesAt(1, undefined), rolesAt(2, 1), rolesAt(1, 2), rolesAt(undefined, 1)]).toEqual([0, 0, 0, 0]);
  });
});
