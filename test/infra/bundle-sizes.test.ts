import { beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';
import { FUNCTION_ENTRIES, FUNCTION_IDS } from '../../lib/bundling/function-entries.ts';
import type { FunctionId } from '../../shared/contract/environment.ts';

/** KB (1,024 bytes) that each bundle may have. Figures only fall: what is needed more somewhere is saved elsewhere. */
const MAX_KILOBYTES: Readonly<Record<FunctionId, number>> = {
  OrdersApi: 709,
  TrackingApi: 504,
  StoreApi: 594,
  AdminApi: 567,
  BulkMove: 586,
  PlatformApi: 794,
  Authorizer: 328,
  CarrierWebhook: 640,
  PaymentWebhook: 572,
  FanOut: 345,
  MessagesApi: 900,
  NotificationsApi: 672,
  Notify: 648,
  SendCode: 748,
  Deliver: 784,
  OrderEvents: 506,
  Socket: 515,
  Heartbeat: 466,
  Broadcast: 466,
  Schedule: 503,
  FireDeadline: 481,
  Sweep: 411,
  SearchIndex: 425,
  ApplyParked: 565,
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
