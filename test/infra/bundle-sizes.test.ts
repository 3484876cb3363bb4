import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 713,
  TrackingApi: 509,
  StoreApi: 599,
  AdminApi: 572,
  BulkMove: 590,
  PlatformApi: 817,
  Authorizer: 331,
  BulkSend: 640,
  CarrierWebhook: 640,
  PaymentWebhook: 577,
  FanOut: 348,
  MessagesApi: 710,
  NotificationsApi: 740,
  Notify: 672,
  SendCode: 885,
  Deliver: 950,
  Receipts: 680,
  OrderEvents: 510,
  Socket: 525,
  Heartbeat: 469,
  Broadcast: 469,
  Schedule: 506,
  FireDeadline: 484,
  Sweep: 414,
  SearchIndex: 428,
  ApplyParked: 568,
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
