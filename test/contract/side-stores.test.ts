import { brotliDecompressSync } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkRequest } from '../../shared/notifications/link-request.ts';
import {
  FIRST_CUSTOM_VERSION_OF_BUILT_IN,
  nextWorkflowVersion,
  workflowCatalog,
} from '../../shared/orders/use-cases/workflow-catalog.ts';
import { dynamoAuditStore } from '../../shared/store/dynamo-audit-store.ts';
import { dynamoBulkJobStore } from '../../shared/store/dynamo-bulk-job-store.ts';
import { dynamoLinkRequestStore } from '../../shared/store/dynamo-link-request-store.ts';
import { dynamoLocationStore } from '../../shared/store/dynamo-location-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoParkedScanStore } from '../../shared/store/dynamo-parked-scan-store.ts';
import { dynamoRateLimitStore } from '../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoWebhookStore } from '../../shared/store/dynamo-webhook-store.ts';
import { dynamoWorkflowStore } from '../../shared/store/dynamo-workflow-store.ts';
import { keys } from '../../shared/store/keys.ts';
import { BUILT_INS, findWorkflow } from '../../shared/workflows/catalog.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder, aScan, created, seededIds } from '../support/order-fixtures.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('stores beside the orders', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await startTestTable();
  });
  afterAll(() => table.stop());

  describe('audit trail', () => {
    const entry = (n: number) => ({
      auditId: `aud_${String(n).padStart(26, '0')}`,
      at: '2026-03-01T10:00:00.000Z',
      actor: { role: 'admin', id: 'root' } as const,
      action: 'order.status_forced',
      subject: `ord_${n}`,
    });

    it('gives the entries of a day, newest first, page by page', async () => {
      const audit = dynamoAuditStore(table.client, table.tableName);
      const numbers = Array.from({ length: 25 }, (_, i) => i);
      await Promise.all(numbers.map((n) => audit.append(entry(n))));
      const first = await audit.list('2026-03-01', { limit: 10 });
      const second = await audit.list('2026-03-01', { limit: 10, after: first.next ?? '' });
      const third = await audit.list('2026-03-01', { limit: 10, after: second.next ?? '' });
      expect([first, second, third].flatMap(({ entries }) => entries)).toEqual(numbers.toReversed().map(entry));
      expect(third.next).toBeUndefined();
      expect(await audit.list('2026-03-02', { limit: 10 })).toEqual({ entries: [] });
    });

    it('never replaces an entry', async () => {
      const audit = dynamoAuditStore(table.client, table.tableName);
      const first = { ...entry(900), at: '2026-04-01T00:00:00.000Z' };
      await audit.append(first);
      await audit.append({ ...first, reason: 'rewritten' });
      expect((await audit.list('2026-04-01', { limit: 5 })).entries).toEqual([first]);
    });
  });

  it('lets an entry that a stranger caused go away by itself, and no other', async () => {
    const audit = dynamoAuditStore(table.client, table.tableName);
    const day = '2026-05-01';
    const entryOf = (auditId: string, more: object) => ({
      auditId,
      at: `${day}T10:00:00.000Z`,
      actor: { role: 'system' } as const,
      action: 'webhook.signature_refused',
      subject: 'fedex',
      ...more,
    });
    const sample = entryOf('aud_1', { retainUntil: '2026-08-01T10:00:00.000Z' });
    const lasting = entryOf('aud_2', {});
    await audit.append(sample);
    await audit.append(lasting);
    expect((await audit.list(day, { limit: 5 })).entries).toEqual([lasting, sample]);
    const expiryOf = async (auditId: string) =>
      (await table.client.send(new GetCommand({ TableName: table.tableName, Key: { ...keys.audit(day, auditId) } })))
        .Item?.expiresAt;
    expect(await expiryOf('aud_1')).toBe(Date.parse('2026-08-01T10:00:00Z') / 1000);
    expect(await expiryOf('aud_2')).toBeUndefined();
  });

  it('writes down who asks for a link, so that the stream finds it and nothing keeps it', async () => {
    const requests = dynamoLinkRequestStore(table.client, table.tableName);
    const request = linkRequest('lnk_1', 'ORD-2026-000001', { email: 'ana@example.com' }, NOW.toISOString());
    await requests.put(request);
    await requests.put(request);
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: { ...keys.linkRequest('lnk_1') } }),
    );
    expect(Item).toMatchObject({ ...request, entity: 'link_request', expiresAt: later(3_600).getTime() / 1000 });
    expect(JSON.stringify(Item)).not.toContain('ana@');
  });

  it('keeps one place of a driver a second, and never an older one', async () => {
    const locations = dynamoLocationStore(table.client, table.tableName);
    const at = (time: string) => ({
      orderId: 'driven',
      driverId: 'd1',
      lat: 40.4,
      lng: -3.7,
      at: `2026-03-01T10:00:${time}Z`,
    });
    const outcomes = [];
    for (const time of ['05.100', '05.900', '04.000', '06.000', '06.000', '07.250']) {
      outcomes.push(await locations.put(at(time)));
    }
    expect(outcomes).toEqual(['stored', 'dropped', 'dropped', 'stored', 'dropped', 'stored']);
    expect(await locations.get('driven', NOW)).toEqual(at('07.250'));
    expect(await locations.get('driven', later(25 * 3600))).toBeUndefined();
    expect(await locations.get('parked', NOW)).toBeUndefined();
  });

  it('keeps a raw webhook once, and knows whether it was carried to its end', async () => {
    const webhooks = dynamoWebhookStore(table.client, table.tableName);
    const event = {
      source: 'fedex',
      eventId: 'e1',
      receivedAt: NOW.toISOString(),
      body: '{"raw": "ñ"}',
      retainUntil: later(30 * 86_400).toISOString(),
    };
    expect(await webhooks.find('fedex', 'e1')).toBeUndefined();
    await Promise.all(Array.from({ length: 5 }, () => webhooks.store(event)));
    expect(await webhooks.find('fedex', 'e1')).toBe('received');
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: { ...keys.webhook('fedex', 'e1') } }),
    );
    expect(brotliDecompressSync(Item?.bodyBrotli).toString('utf8')).toBe(event.body);
    await webhooks.store(event, { outcome: 'applied', at: NOW.toISOString() });
    expect(await webhooks.find('fedex', 'e1')).toBe('applied');
    await webhooks.store(event);
    expect(await webhooks.find('fedex', 'e1')).toBe('applied');
    expect(await webhooks.find('payments', 'e1')).toBeUndefined();
  });

  it('parks scans until their parcel is registered', async () => {
    const parked = dynamoParkedScanStore(table.client, table.tableName, table.backoff);
    const park = (scanId: string, day: number) => ({
      scan: aScan({ scanId, trackingNumber: 'P1', occurredAt: `2026-03-0${day}T00:00:00.000Z` }),
      retainUntil: later(90 * 86_400).toISOString(),
    });
    const [second, first] = [park('b', 2), park('a', 1)];
    await parked.park([second, first, { ...first, estimatedDelivery: '2026-03-09T00:00:00.000Z' }]);
    const orders = dynamoOrderStore(table.client, table.tableName, table.backoff);
    for (const orderId of ['ord_p1', 'ord_p2']) {
      const { order, events } = created(anOrder({ orderId, orderNumber: orderId }), seededIds());
      const claim = {
        trackingNumber: 'P1',
        carrier: 'fedex',
        orderId,
        sellerId: order.sellerId,
        claimedAt: order.createdAt,
      };
      await orders.create(order, events, { stockTaken: [], trackingClaims: [claim] });
    }
    const { parked: again, claimants } = await parked.find('P1');
    expect(claimants.toSorted()).toEqual(['ord_p1', 'ord_p2']);
    expect(again.map(({ scan }) => scan.scanId)).toEqual(['a', 'b']);
    expect(again[1]).toEqual(second);
    await parked.remove([first.scan]);
    expect((await parked.find('P1')).parked).toEqual([second]);
    expect(await parked.find('P2')).toEqual({ parked: [], claimants: [] });
    await parked.remove([]);
  });

  it('lets a scope have so many calls a window, over all callers', async () => {
    const limits = dynamoRateLimitStore(table.client, table.tableName);
    const limit = { limit: 10, windowSeconds: 60 };
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => limits.take('ip:1', limit, later(18))));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(10);
    expect(verdicts).toContainEqual({ allowed: false, retryAfterSeconds: 42 });
    expect(await limits.take('ip:2', limit, later(18))).toEqual({ allowed: true });
    expect(await limits.take('ip:1', limit, later(60))).toEqual({ allowed: true });
  });

  it('follows a bulk job through its portions', async () => {
    const jobs = dynamoBulkJobStore(table.client, table.tableName);
    const at = NOW.toISOString();
    const job = {
      jobId: 'job_1',
      startedBy: { role: 'admin', id: 'root' } as const,
      startedAt: at,
      status: 'confirmed',
      force: false,
      orderIds: ['a', 'b', 'c'],
      isQueued: false,
    };
    await jobs.create(job);
    expect(await jobs.get('job_1', NOW)).toEqual({ job, results: [] });
    expect(await jobs.isRecorded('job_1', 1)).toBe(false);
    await jobs.record('job_1', 1, [{ orderId: 'c', success: true }], at);
    expect(await jobs.isRecorded('job_1', 1)).toBe(true);
    const portion = [
      { orderId: 'a', success: true, status: 'confirmed' },
      { orderId: 'b', success: false, code: 'NOT_FOUND' },
    ];
    await jobs.record('job_1', 0, portion, at);
    await jobs.record('job_1', 0, portion, at);
    await jobs.finish('job_1', at);
    await jobs.finish('job_1', later(9).toISOString());
    expect(await jobs.get('job_1', NOW)).toEqual({
      job,
      results: [...portion, { orderId: 'c', success: true }],
      finishedAt: at,
    });
    expect(await jobs.get('job_1', later(8 * 86_400))).toBeUndefined();
    expect(await jobs.get('job_2', NOW)).toBeUndefined();
  });

  describe('workflows', () => {
    const parcel = () => {
      const workflow = findWorkflow('parcel');
      if (workflow === undefined) throw new Error('parcel ships with Wismo');
      return workflow;
    };
    const by = { role: 'admin', id: 'root' } as const;

    it('puts each version once, from the one that was seen', async () => {
      const store = dynamoWorkflowStore(table.client, table.tableName, table.backoff);
      const version = (n: number) => ({ ...parcel(), id: 'flowers', version: n, title: `Flowers ${n}` });
      let times = 0;
      // The same again would look like a lost response: each write has a moment of its own.
      const put = (n: number, expectedActive?: number) =>
        store.putVersion({
          definition: version(n),
          at: new Date(NOW.getTime() + times++).toISOString(),
          by,
          ...(expectedActive === undefined ? {} : { expectedActive }),
        });
      expect(await put(1)).toBe('stored');
      expect(await put(1)).toBe('conflict');
      expect(await Promise.all([put(2, 1), put(2, 1)])).toEqual(expect.arrayContaining(['stored', 'conflict']));
      expect(await put(3, 1)).toBe('conflict');
      expect(await store.getActiveVersion('flowers')).toBe(2);
      expect(await store.getVersion('flowers', 1)).toEqual(version(1));
      expect(await store.versions('flowers')).toEqual([version(2), version(1)]);
      expect(await store.list()).toEqual([
        { id: 'flowers', title: 'Flowers 2', activeVersion: 2, updatedAt: expect.any(String), updatedBy: by },
      ]);
    });

    it('lets running orders keep their version, and new ones begin with the active one', async () => {
      const store = dynamoWorkflowStore(table.client, table.tableName, table.backoff);
      const catalog = workflowCatalog(BUILT_INS, store);
      expect(await catalog.findActive('parcel')).toEqual(parcel());
      const version = nextWorkflowVersion(findWorkflow, 'parcel', undefined);
      expect(version).toBe(FIRST_CUSTOM_VERSION_OF_BUILT_IN);
      const definition = { ...parcel(), version, title: 'Our parcels' };
      expect(await store.putVersion({ definition, at: NOW.toISOString(), by })).toBe('stored');
      expect(await catalog.findActive('parcel')).toEqual(definition);
      expect(await catalog.find('parcel', 1)).toEqual(findWorkflow('parcel', 1));
      expect(await catalog.find('parcel', version)).toEqual(definition);
      expect(await catalog.find('parcel', 77)).toBeUndefined();
      expect(await catalog.findActive('nothing')).toBeUndefined();
      expect(nextWorkflowVersion(findWorkflow, 'parcel', version)).toBe(version + 1);
      expect(nextWorkflowVersion(findWorkflow, 'new', undefined)).toBe(1);
    });
  });
});
