import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 749,
  TrackingApi: 521,
  StoreApi: 612,
  DeliveriesApi: 690,
  AdminApi: 596,
  BulkMove: 604,
  PlatformApi: 884,
  Authorizer: 334,
  BulkSend: 732,
  CarrierWebhook: 652,
  PaymentWebhook: 590,
  FanOut: 352,
  MessagesApi: 845,
  NotificationsApi: 707,
  Notify: 737,
  SendCode: 896,
  Deliver: 945,
  Receipts: 680,
  OrderEvents: 538,
  Socket: 532,
  Heartbeat: 473,
  Broadcast: 489,
  Schedule: 518,
  Release: 538,
  FireDeadline: 548,
  Sweep: 423,
  SearchIndex: 432,
  ApplyParked: 572,
  PollCarrier: 626,
  LearnTransit: 485,
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
