import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carrierConnections } from '../../../functions/composition/carriers.ts';
import type { CarrierDescriptor } from '../../../shared/contract/carrier-descriptor.ts';
import {
  CARRIERS,
  carrierVariables,
  carrierWebhookPath,
  carrierWithId,
  WEBHOOK_CARRIERS,
} from '../../../shared/contract/carrier-registry.ts';
import { checkCarriers } from '../../../shared/contract/check-carriers.ts';
import { ENVIRONMENTS } from '../../../shared/contract/environment.ts';
import { mayCarry } from '../../../shared/contract/known-carriers.ts';
import { sourceList } from '../../../shared/webhooks/source-list.ts';

const FOLDER = 'shared/carriers';
const ids = CARRIERS.map(({ id }) => id);

describe('the registry', () => {
  it('has the carriers of the contract, each once', () => {
    expect(ids).toEqual(expect.arrayContaining(['correos', 'dhl', 'doordash', 'fedex', 'generic', 'uber', 'ups']));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every folder that describes a carrier, under the name of the folder', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(ids.toSorted());
    for (const { name } of folders) expect(existsSync(join(FOLDER, name, 'descriptor.ts'))).toBe(true);
  });

  it('holds descriptors that can be used', () => {
    expect(() => checkCarriers(CARRIERS)).not.toThrow();
    for (const { webhook } of CARRIERS) expect(() => sourceList(webhook?.publishedRanges ?? [])).not.toThrow();
  });

  it('promises of a carrier only what Wismo has code for', async () => {
    const methods = { track: 'track', subscribe: 'subscribe', deliver: 'createDelivery' } as const;
    for (const { id, api, capabilities } of CARRIERS) {
      expect([id, capabilities.includes('webhook')]).toEqual([id, existsSync(join(FOLDER, id, 'adapter.ts'))]);
      expect([id, api !== undefined]).toEqual([id, existsSync(join(FOLDER, id, 'client.ts'))]);
      if (api === undefined) continue;
      const { makeClient } = await import(`../../../shared/carriers/${id}/client.ts`);
      const client = makeClient({ urls: {}, credentials: async () => ({}), http: async () => ({ failure: '' }) });
      for (const [capability, method] of Object.entries(methods))
        expect([id, capability, method in client]).toEqual([
          id,
          capability,
          capabilities.includes(capability as never),
        ]);
    }
  });

  it('finds a carrier by its id only', () => {
    expect(carrierWithId('ups')?.name).toBe('UPS');
    for (const name of ['UPS', 'toString', '__proto__', '']) expect(carrierWithId(name)).toBeUndefined();
  });

  it('leaves a parcel of another known carrier alone, and takes one under an unknown name', () => {
    expect(mayCarry('fedex', 'fedex')).toBe(true);
    expect(mayCarry('fedex', 'fedex_ground')).toBe(true);
    expect(mayCarry('fedex', 'ups')).toBe(false);
  });
});

describe('carriers whose webhooks are taken', () => {
  const environment = Object.fromEntries(Object.keys(ENVIRONMENTS.CarrierWebhook.shape).map((name) => [name, 'value']));
  const sources = Object.fromEntries(WEBHOOK_CARRIERS.map(({ id }) => [carrierVariables(id).sourceRanges, '']));

  it('are those that have an adapter', () => {
    const withAdapter = ids.filter((id) => existsSync(join(FOLDER, id, 'adapter.ts')));
    expect(WEBHOOK_CARRIERS.map(({ id }) => id)).toEqual(withAdapter);
  });

  it.each(WEBHOOK_CARRIERS)('$id is connected from the environment, once', async (carrier) => {
    const connectionOf = carrierConnections({ ...environment, ...sources });
    const connection = await connectionOf(carrier.id);
    expect(connection.carrier).toBe(carrier);
    expect(connection.adapter).toMatchObject({ parse: expect.any(Function), eventId: expect.any(Function) });
    expect(connection.sources).toBeUndefined();
    expect(await connectionOf(carrier.id)).toBe(connection);
  });

  it.each(WEBHOOK_CARRIERS)(
    '$id is not connected without its variables, or with ranges that are none',
    async ({ id }) => {
      await expect(carrierConnections(sources)(id)).rejects.toThrow(
        `The environment has no ${carrierVariables(id).secretId}`,
      );
      await expect(carrierConnections(environment)(id)).rejects.toThrow('Not an address range');
    },
  );

  it('are all that describe a webhook; another one is not found', async () => {
    const described = CARRIERS.filter(({ webhook }) => webhook !== undefined);
    expect(WEBHOOK_CARRIERS.map(({ id }) => carrierWebhookPath(id))).toEqual(
      described.map(({ id }) => `/api/webhooks/carriers/${id}`),
    );
    for (const id of ['acme', 'toString', '../fedex'])
      await expect(carrierConnections(environment)(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('checkCarriers', () => {
  const good: CarrierDescriptor = {
    id: 'acme',
    name: 'Acme',
    numberFormats: [{ format: 'standard', pattern: /^AC\d{8}$/, isDistinctive: true }],
    trackingPage: { url: 'https://acme.example/{number}' },
    webhook: { scheme: { kind: 'shared_value', headers: ['x-acme-key'] }, secret: 'the key' },
    poll: { numbersPerCall: 1, quotas: [{ calls: 1, seconds: 1 }] },
    capabilities: ['webhook'],
  };
  const { webhook: _webhook, ...withoutWebhook } = good;
  const format = { format: 'standard', pattern: /^\d{5}$/, isDistinctive: false };
  const sites = { es: 'es', en: 'en', ro: 'ro', ru: 'ru' };

  it('takes a good one', () => {
    expect(() => checkCarriers([good])).not.toThrow();
  });

  it.each<[string, CarrierDescriptor]>([
    ['an id is 2 to 32', { ...good, id: 'Acme' }],
    ['an id is 2 to 32', { ...good, id: 'acme-ground' }],
    ['another sender of webhooks', { ...good, id: 'payments' }],
    ['it has no name', { ...good, name: ' ' }],
    ['standard is there twice', { ...good, numberFormats: [format, format] }],
    ['must match the whole number', { ...good, numberFormats: [{ ...format, pattern: /^\d{5}/ }] }],
    ['must match the whole number', { ...good, numberFormats: [{ ...format, pattern: /^\d{5}$/g }] }],
    ['not https', { ...good, trackingPage: { url: 'http://acme.example/{number}' } }],
    ['needs {number} once', { ...good, trackingPage: { url: 'https://acme.example/' } }],
    ['{site} and sites', { ...good, trackingPage: { url: 'https://acme.example/{site}/{number}' } }],
    ['{site} and sites', { ...good, trackingPage: { url: 'https://acme.example/{number}', sites } }],
    ['needs headers', { ...good, webhook: { scheme: { kind: 'shared_value', headers: [] }, secret: 'x' } }],
    ['in lower case', { ...good, webhook: { scheme: { kind: 'shared_value', headers: ['X-Key'] }, secret: 'x' } }],
    [
      'needs an encoding',
      { ...good, webhook: { scheme: { kind: 'hmac_sha256', headers: ['x-key'], encodings: [] }, secret: 'x' } },
    ],
    ['not described', { ...good, webhook: { scheme: { kind: 'basic' }, secret: '' } }],
    ['whole numbers above 0', { ...good, poll: { numbersPerCall: 0, quotas: [] } }],
    ['whole numbers above 0', { ...good, poll: { numbersPerCall: 1, quotas: [{ calls: 0.5, seconds: 1 }] } }],
    ['takes webhooks and describes none', withoutWebhook],
    ['describes no API', { ...good, capabilities: ['webhook', 'track'] }],
    ['https origins', { ...good, api: { urls: { api: 'http://acme.example' }, credentials: ['key'] } }],
    ['https origins', { ...good, api: { urls: { api: 'https://acme.example/v1' }, credentials: ['key'] } }],
    ['needs an address and credentials', { ...good, api: { urls: {}, credentials: [] } }],
  ])('refuses: %s', (fault, carrier) => {
    expect(() => checkCarriers([carrier])).toThrow(fault);
  });

  it('names all faults at once', () => {
    expect(() => checkCarriers([good, good, { ...good, id: 'other', name: '' }])).toThrow(
      'acme: the id is there twice\n  other: it has no name',
    );
  });
});
