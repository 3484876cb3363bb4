import type { Instant } from '../calendar/instant.ts';
import { definedFields } from '../defined-fields.ts';
import { leadingMilestone } from '../orders/engine/parcel-state.ts';
import type { DriverLocation } from '../orders/model/driver-location.ts';
import type { Driver, Order, Shipment } from '../orders/model/order.ts';
import { e164Of } from '../orders/model/phone-e164.ts';
import { type CommandDependencies, executeCommand } from '../orders/use-cases/execute-command.ts';
import type { LocationStore } from '../orders/use-cases/location-store.ts';
import { workflowOfOrder } from '../orders/use-cases/workflow-catalog.ts';
import type { WebhookOutcome, WebhookTelemetry } from '../webhooks/webhook-telemetry.ts';
import { statusKind } from '../workflows/phase-kind.ts';
import type { Courier, DeliveryReport, TrackingUpdate } from './carrier.ts';

export interface DeliveryDependencies extends CommandDependencies {
  readonly locations: Pick<LocationStore, 'put'>;
  readonly telemetry: WebhookTelemetry;
}

/** A delivery that was made once more has another id at a provider that takes each once: the order's, and a number. */
const AGAIN = /-\d{1,2}$/;

/** The order that a delivery was made for. Its id by itself comes before one with a number behind it. */
export const orderOfDelivery = async (
  { store }: Pick<CommandDependencies, 'store'>,
  { orderReference }: DeliveryReport,
): Promise<Order | undefined> =>
  (await store.get(orderReference)) ??
  (AGAIN.test(orderReference) ? store.get(orderReference.replace(AGAIN, '')) : undefined);

/** A delivery's parcel is registered by the provider's first report: nobody types its number. */
export const registerDelivery = async (
  dependencies: DeliveryDependencies,
  carrier: string,
  order: Order,
  { trackingNumber }: TrackingUpdate,
): Promise<boolean> => {
  const { clock, ids, telemetry } = dependencies;
  const result = await executeCommand(dependencies, {
    orderId: order.orderId,
    knownOrder: order,
    command: { type: 'register_shipment', shipmentId: `shp_${ids.ulid(clock.now())}`, trackingNumber, carrier },
    actor: { role: 'carrier', id: carrier },
  });
  if (!result.ok)
    telemetry.warn('A delivery was not registered', { orderId: order.orderId, carrier, code: result.code });
  return result.ok;
};

const driverOf = (carrier: string, { courierId, name, phone, vehicle }: Courier, reportedAt: Instant) =>
  ({
    driverId: courierId,
    name,
    provider: carrier,
    reportedAt,
    ...definedFields({ phone, phoneE164: phone === undefined ? undefined : e164Of(phone), vehicle }),
  }) satisfies Omit<Driver, 'assignedAt'>;

/** Nobody brings a delivery that was cancelled, whoever was to. */
const isCancelled = ({ scans }: TrackingUpdate, shipment: Shipment | undefined): boolean =>
  scans.some(({ milestone }) => milestone === 'cancelled') ||
  (shipment !== undefined && leadingMilestone(shipment) === 'cancelled');

/** What came late says who brought the order then, and not who brings it now. */
const isPast = ({ shipments, driver }: Order, update: TrackingUpdate, { asOf }: DeliveryReport): boolean => {
  const shipment = shipments.find(({ trackingNumber }) => trackingNumber === update.trackingNumber);
  if (isCancelled(update, shipment)) return true;
  const lastScanAt = shipment?.lastScanAt;
  return (
    (lastScanAt !== undefined && asOf < lastScanAt) || (driver?.reportedAt !== undefined && asOf < driver.reportedAt)
  );
};

/** The courier becomes the order's driver. Refused where no driver brings orders of this kind, or it is too late. */
export const assignCourier = async (
  dependencies: DeliveryDependencies,
  carrier: string,
  orderId: string,
  update: TrackingUpdate & { readonly delivery: DeliveryReport },
): Promise<WebhookOutcome> => {
  const { delivery } = update;
  const order = await dependencies.store.get(orderId);
  if (order === undefined || delivery.courier === undefined || isPast(order, update, delivery)) return 'ignored';
  const result = await executeCommand(dependencies, {
    orderId,
    knownOrder: order,
    command: { type: 'assign_driver', driver: driverOf(carrier, delivery.courier, delivery.asOf) },
    actor: { role: 'carrier', id: carrier },
  });
  return result.ok && result.changed ? 'applied' : 'ignored';
};

/** The place of the courier who has the order now, while it is on its way. */
export const reportPosition = async (
  dependencies: DeliveryDependencies,
  orderId: string,
  { courier, position }: DeliveryReport,
): Promise<WebhookOutcome> => {
  const order = await dependencies.store.get(orderId);
  if (order === undefined || position === undefined || courier === undefined) return 'ignored';
  if (order.driver?.driverId !== courier.courierId) return 'ignored';
  if (statusKind(await workflowOfOrder(dependencies.workflows, order), order.status) === 'final') return 'ignored';
  const latest = dependencies.clock.now().toISOString();
  // A clock that is ahead would hold back every place that comes after it.
  const at = position.at > latest ? latest : position.at;
  const location: DriverLocation = { orderId, driverId: courier.courierId, lat: position.lat, lng: position.lng, at };
  return (await dependencies.locations.put(location)) === 'stored' ? 'recorded' : 'duplicate';
};
