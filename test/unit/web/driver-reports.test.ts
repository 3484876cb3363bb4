import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WismoProblem, WismoUnreachable } from '../../../client/src/index.ts';
import type { WaitingReport } from '../../../web/app/areas/drive/reports.ts';

const { stored, changeTrackingStatus, requestPhotoUpload, confirmDelivered, getTracking } = vi.hoisted(() => ({
  stored: [] as WaitingReport[],
  changeTrackingStatus: vi.fn(),
  requestPhotoUpload: vi.fn(),
  confirmDelivered: vi.fn(),
  getTracking: vi.fn(),
}));
vi.mock('../../../web/app/session/api.ts', () => ({
  api: () => ({ changeTrackingStatus, requestPhotoUpload, confirmDelivered, getTracking }),
}));
vi.mock('../../../web/app/session/session.ts', () => ({ person: { value: { id: 'marta' } } }));
vi.mock('../../../web/app/areas/drive/reports.ts', () => ({
  storedReports: async () => [...stored],
  storeReport: async (waiting: WaitingReport) => stored.push({ ...waiting, id: stored.length + 1 }),
  removeReport: async (id: number) => stored.splice(0, stored.length, ...stored.filter((each) => each.id !== id)),
}));

const { refusedReports, report } = await import('../../../web/app/areas/drive/outbox.ts');

const problem = (status: number, code = 'UNAUTHENTICATED') =>
  new WismoProblem({ status, code, title: '', detail: '' } as ConstructorParameters<typeof WismoProblem>[0]);
const delivered = { kind: 'delivered', orderId: 'ord_1', photo: new Blob(['photo']) } as const;
const status = { kind: 'status', orderId: 'ord_1', status: 'driver_on_the_way' } as const;
let uploaded: number;

beforeEach(() => {
  vi.useFakeTimers();
  uploaded = 200;
  stored.length = 0;
  for (const call of [changeTrackingStatus, requestPhotoUpload, confirmDelivered]) call.mockReset();
  confirmDelivered.mockResolvedValue({ order_id: 'ord_1' });
  requestPhotoUpload.mockResolvedValue({ photoKey: 'photos/1', method: 'PUT', url: 'https://bucket/', headers: {} });
  vi.stubGlobal('fetch', async () => new Response(null, { status: uploaded }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a driver's report that cannot be taken now", () => {
  it.each([
    ['without a network', new WismoUnreachable('gone')],
    ['as the session has ended', problem(401)],
    ['as there are too many requests', problem(429)],
    ['as the service is busy', problem(503)],
  ])('waits, %s, and is sent again a little later', async (_why, error) => {
    changeTrackingStatus
      .mockRejectedValueOnce(error)
      .mockRejectedValueOnce(error)
      .mockResolvedValue({ order_id: 'ord_1' });
    await report(status, 'ORD-1');
    expect(stored.length).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([stored.length, changeTrackingStatus.mock.calls.length]).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([stored.length, changeTrackingStatus.mock.calls.length]).toEqual([0, 3]);
    expect(refusedReports.value).toEqual([]);
  });

  it('waits with its photo where the photo cannot be taken', async () => {
    uploaded = 503;
    await report(delivered, 'ORD-1');
    expect([stored.length, confirmDelivered.mock.calls.length]).toEqual([1, 0]);
    uploaded = 200;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([stored.length, confirmDelivered.mock.calls.length]).toEqual([0, 1]);
  });

  it.each([
    ['the photo, which is not awaited any more', requestPhotoUpload, 'NOT_APPLICABLE'],
    ['the delivery, which is no step any more', confirmDelivered, 'INVALID_TRANSITION'],
  ])('was taken where its response was lost, whatever becomes of %s', async (_what, refusing, code) => {
    refusing.mockRejectedValue(problem(409, code));
    getTracking.mockResolvedValue({ order_id: 'ord_1', current_status: 'delivered' });
    await report(delivered, 'ORD-1');
    getTracking.mockResolvedValue({ order_id: 'ord_1', current_status: 'in_transit' });
    await expect(report(delivered, 'ORD-1')).rejects.toThrow(WismoProblem);
  });

  it('is refused at once where it will never be taken', async () => {
    changeTrackingStatus.mockRejectedValue(problem(403));
    await expect(report(status, 'ORD-1')).rejects.toThrow();
    expect(stored.length).toBe(0);
  });
});
