import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 750,
  TrackingApi: 522,
  StoreApi: 613,
  AdminApi: 596,
  BulkMove: 605,
  PlatformApi: 917,
  Authorizer: 334,
  BulkSend: 733,
  CarrierWebhook: 652,
  PaymentWebhook: 590,
  FanOut: 352,
  MessagesApi: 848,
  NotificationsApi: 709,
  Notify: 738,
  SendCode: 897,
  Deliver: 950,
  Receipts: 680,
  OrderEvents: 539,
  Socket: 533,
  Heartbeat: 473,
  Broadcast: 489,
  Schedule: 518,
  Release: 541,
  FireDeadline: 548,
  Sweep: 424,
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
