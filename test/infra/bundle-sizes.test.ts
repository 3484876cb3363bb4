import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 765,
  TrackingApi: 695,
  StoreApi: 629,
  DeliveriesApi: 698,
  AdminApi: 636,
  BulkMove: 546,
  PlatformApi: 528,
  Authorizer: 335,
  BulkSend: 730,
  CarrierWebhook: 649,
  PaymentWebhook: 586,
  FanOut: 348,
  MessagesApi: 911,
  NotificationsApi: 733,
  Notify: 736,
  SendCode: 634,
  Deliver: 951,
  Receipts: 661,
  OrderEvents: 538,
  Socket: 541,
  Heartbeat: 474,
  Broadcast: 496,
  Schedule: 511,
  Release: 540,
  FireDeadline: 541,
  Sweep: 421,
  SearchIndex: 430,
  ApplyParked: 560,
  PollCarrier: 626,
  LearnTransit: 473,
};
/** A bundle that fell by more than this has a new figure: room that nobody sees gets used up. */
const SLACK = 0.04;

describe('bundles', () => {
  let bundled: Awaited<ReturnType<typeof bundleEntries<FunctionId>>>;
  beforeAll(async () => {
    bundled = await bundleEntries(process.cwd(), FUNCTION_ENTRIES);
  });

  it.each(FUNCTION_IDS)('%s is no larger than it was', (id) => {
    const kilobytes = bundled[id].size.bytes / 1024;
    expect(kilobytes).toBeLessThanOrEqual(MAX_KILOBYTES[id]);
    expect(kilobytes).toBeGreaterThan(MAX_KILOBYTES[id] * (1 - SLACK));
  });

  it.each(FUNCTION_IDS)('%s starts without the tracer', (id) => {
    const names = bundled[id].size.packages.map(({ name }) => name);
    expect(names.filter((name) => ['aws-xray-sdk-core', 'semver', 'cls-hooked'].includes(name))).toEqual([]);
  });
});
