import { describe, expect, it } from 'vitest';
import { carrierClients, credentialsOf } from '../../../functions/composition/carrier-clients.ts';
import type { HttpCall } from '../../../shared/carriers/http-call.ts';
import { CARRIERS, carrierApiVariables } from '../../../shared/contract/carrier-registry.ts';

const asked = CARRIERS.filter(({ api }) => api !== undefined);

const environment = Object.fromEntries(
  asked.flatMap(({ id, api }) => {
    const { secretId, urlOf } = carrierApiVariables(id);
    const urls = Object.keys(api?.urls ?? {}).map((name) => [urlOf(name), `http://${id}.${name}.test`]);
    return [[secretId, `secret of ${id}`], ...urls];
  }),
);

const secrets = (id: string) => ({
  read: async (secretId: string) => {
    expect(secretId).toBe(`secret of ${id}`);
    const names = asked.find((carrier) => carrier.id === id)?.api?.credentials ?? [];
    return { current: JSON.stringify(Object.fromEntries(names.map((name) => [name, 'c2VjcmV0LXZhbHVl']))) };
  },
});

describe.each(asked)('the client of $id', ({ id, api }) => {
  it('is made of the environment, once, and calls the stage’s own addresses', async () => {
    const called: string[] = [];
    const http: HttpCall = async ({ url }) => {
      called.push(new URL(url).origin);
      const json = { access_token: 'token', idToken: 'token', expires_in: 3600 };
      return { status: 200, text: '{}', json, header: () => undefined };
    };
    const clientOf = carrierClients(environment, secrets(id), http);
    expect(await clientOf(id)).toBe(await clientOf(id));
    await (await clientOf(id)).track(['122816215025810']);
    const origins = Object.keys(api?.urls ?? {}).map((name) => `http://${id}.${name}.test`);
    expect(new Set(called)).toEqual(new Set(origins));
  });

  it('is not made without its variables', async () => {
    await expect(carrierClients({}, secrets(id))(id)).rejects.toThrow('The environment has no CARRIER_');
  });
});

describe('credentials', () => {
  it('are the parts of a JSON object, or the one part by itself', () => {
    expect(credentialsOf(['apiKey'], 'abc')).toEqual({ apiKey: 'abc' });
    expect(credentialsOf(['a', 'b'], '{"a":"1","b":"2","c":"3"}')).toEqual({ a: '1', b: '2' });
    expect(() => credentialsOf(['a', 'b'], '{"a":"1"}')).toThrow('no b');
  });

  it('of a carrier without an API are none', async () => {
    await expect(carrierClients(environment, secrets('generic'))('generic')).rejects.toThrow('has no API');
  });
});
