import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 767,
  TrackingApi: 534,
  StoreApi: 623,
  DeliveriesApi: 695,
  AdminApi: 608,
  BulkMove: 545,
  PlatformApi: 565,
  Authorizer: 335,
  BulkSend: 729,
  CarrierWebhook: 650,
  PaymentWebhook: 588,
  FanOut: 347,
  MessagesApi: 857,
  NotificationsApi: 722,
  Notify: 733,
  SendCode: 635,
  Deliver: 948,
  Receipts: 661,
  OrderEvents: 540,
  Socket: 532,
  Heartbeat: 469,
  Broadcast: 493,
  Schedule: 510,
  Release: 539,
  FireDeadline: 540,
  Sweep: 419,
  SearchIndex: 428,
  ApplyParked: 559,
  PollCarrier: 624,
  LearnTransit: 472,
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
