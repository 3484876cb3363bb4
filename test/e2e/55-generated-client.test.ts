import { describe, expect, it } from 'vitest';
import { TYPESCRIPT } from '../clients/recipes.ts';
import { tryClient } from '../clients/try-client.ts';
import { apiUrl, tokenFor } from './support/api.ts';
import { secret } from './support/fedex.ts';

describe('a client that is generated from the document', () => {
  it('compiles, takes an order to its parcel, and delivers a signed payment event', async () => {
    const result = await tryClient(TYPESCRIPT, {
      api: apiUrl(),
      system: await tokenFor({ sub: 'typed-backend', roles: ['system'] }),
      seller: await tokenFor({ sub: 'typed-keeper', roles: ['seller'], seller_ids: ['typed-shop'] }),
      buyer: await tokenFor({ sub: 'typed-buyer', roles: ['customer'] }),
      paymentSecret: await secret('payments'),
    });
    const passed = { kind: 'passed', seconds: expect.any(Number) };
    expect(result).toEqual({ generated: passed, compiled: passed, journey: passed, payment: passed });
  });
});
