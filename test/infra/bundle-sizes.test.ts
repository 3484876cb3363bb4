import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 738,
  TrackingApi: 520,
  StoreApi: 611,
  AdminApi: 596,
  BulkMove: 603,
  PlatformApi: 862,
  Authorizer: 334,
  BulkSend: 727,
  CarrierWebhook: 650,
  PaymentWebhook: 589,
  FanOut: 351,
  MessagesApi: 840,
  NotificationsApi: 701,
  Notify: 734,
  SendCode: 893,
  Deliver: 938,
  Receipts: 680,
  OrderEvents: 536,
  Socket: 531,
  Heartbeat: 473,
  Broadcast: 488,
  Schedule: 517,
  Release: 535,
  FireDeadline: 494,
  Sweep: 422,
  SearchIndex: 431,
  ApplyParked: 572,
  PollCarrier: 626,
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
