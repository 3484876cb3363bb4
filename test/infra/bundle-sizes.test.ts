import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 756,
  TrackingApi: 687,
  StoreApi: 622,
  DeliveriesApi: 695,
  AdminApi: 629,
  BulkMove: 546,
  PlatformApi: 521,
  Authorizer: 335,
  BulkSend: 730,
  CarrierWebhook: 634,
  PaymentWebhook: 578,
  FanOut: 348,
  MessagesApi: 903,
  NotificationsApi: 726,
  Notify: 736,
  SendCode: 634,
  Deliver: 951,
  Receipts: 646,
  OrderEvents: 524,
  Socket: 534,
  Heartbeat: 467,
  Broadcast: 489,
  Schedule: 511,
  Release: 540,
  FireDeadline: 541,
  Sweep: 421,
  SearchIndex: 431,
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
