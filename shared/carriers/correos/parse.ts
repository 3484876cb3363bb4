import type { Instant } from '../../calendar/instant.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import type { ParcelReference } from '../../orders/commands/command.ts';
import type { Estimate } from '../../orders/model/estimate.ts';
import type { Scan } from '../../orders/model/order.ts';
import type { ParcelFacts } from '../../orders/model/parcel-facts.ts';
import type { CarrierUpdate, ParseIssue } from '../carrier.ts';
import { estimateOf, instantOf, isWithinReach } from '../instant.ts';
import { refusedFrame } from '../refused-frame.ts';
import { arranged, readScan, type ScanReading } from '../scan-list.ts';
import { milestoneOf } from '../status-code.ts';
import { normalizeTrackingNumber } from '../tracking-number.ts';
import { present } from '../wire-schema.ts';
import {
  type CorreosEvent,
  type CorreosShipment,
  correosError,
  correosShipment,
  type LocalizadorShipment,
  localizadorShipment,
} from './schema.ts';
import { CORREOS_CODES, CORREOS_PHASES } from './status-map.ts';

/** Correos writes the time of Madrid wherever the parcel is. */
const MADRID = 'Europe/Madrid';

/** `27/04/2026`, and what the localizador adds to some: `27/04/2026 23:03:58`. */
const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/;

const dayOf = (text: string | undefined): string | undefined => {
  const [, day = '', month = '', year] = DAY.exec(text ?? '') ?? [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** `10:15:00`, `9:05`, `101500`. */
const CLOCK = /^(\d{1,2}):?(\d{2})(?::?(\d{2}))?$/;

/** The hour has a field of its own, or stands behind the day. */
const timeOf = ({
  eventDate = '',
  eventHours = eventDate.replace(DAY, '').trim(),
}: CorreosEvent): Instant | undefined => {
  const [, hour, minute, second = '00'] = CLOCK.exec(eventHours || '00:00') ?? [];
  return instantOf(`${dayOf(eventDate)}T${hour?.padStart(2, '0')}:${minute}:${second} ${MADRID}`);
};

const readEvent = (trackingNumber: string, event: CorreosEvent, recordedAt: Instant): ScanReading => {
  const code = event.eventCode?.toUpperCase();
  const meaning = code === undefined ? CORREOS_PHASES.get(event.phase ?? '') : CORREOS_CODES.get(code);
  const read = {
    carrier: 'correos',
    trackingNumber,
    occurredAt: timeOf(event),
    rawCode: code ?? (event.phase === undefined ? '' : `phase ${event.phase}`),
    milestone: milestoneOf(meaning),
    reason: meaning?.reason,
    location: filledFields({ city: event.province ?? event.location ?? event.unit, country: 'ES' }),
    texts: [event.summaryText, event.expandedText],
    recordedAt,
  };
  return readScan(read, meaning !== undefined);
};

const referenceOf = ({ refClient, destiPostalCode }: CorreosShipment): ParcelReference | undefined =>
  refClient === undefined && destiPostalCode === undefined
    ? undefined
    : {
        references: present([refClient]),
        ...(destiPostalCode !== undefined && { destination: { postalCode: destiPostalCode, country: 'ES' } }),
      };

interface Said {
  readonly estimate?: Estimate | undefined;
  /** The office that has the parcel while it waits. */
  readonly office?: string | undefined;
}

const factsOf = ({ codProduct }: CorreosShipment, newest: Scan | undefined, office: string | undefined) => {
  const isHeld = newest?.milestone === 'available_for_pickup' && office !== undefined;
  const heldAt = isHeld ? { name: office, country: 'ES' } : undefined;
  return filledFields({ service: codProduct, heldAt }) satisfies ParcelFacts | undefined;
};

const updateOf = (shipment: CorreosShipment, recordedAt: Instant, { estimate, office }: Said = {}): CarrierUpdate => {
  const trackingNumber = normalizeTrackingNumber(String(shipment.code));
  if (trackingNumber === undefined)
    return { ok: true, parcels: [], issues: [{ kind: 'unreadable', code: 'tracking_number' }] };
  const readings = present(shipment.events).map((event) => readEvent(trackingNumber, event, recordedAt));
  const scans = arranged(readings.flatMap((reading) => reading.scans));
  const newest = scans.findLast(({ milestone }) => milestone !== 'unknown');
  const isFar = estimate !== undefined && !isWithinReach(estimate, recordedAt);
  const isOpen = newest?.milestone !== 'delivered' && !isFar;
  const facts = factsOf(shipment, newest, office);
  const reference = referenceOf(shipment);
  const estimatedDelivery = isOpen ? estimate : undefined;
  return {
    ok: true,
    parcels: [{ trackingNumber, scans, ...definedFields({ estimatedDelivery, facts, reference }) }],
    issues: [
      ...readings.flatMap((reading) => reading.issues),
      ...(isFar ? [{ kind: 'far_estimate' as const, trackingNumber, code: estimate }] : []),
    ],
  };
};

const notFound = (number: unknown, code: string | undefined): CarrierUpdate => {
  const trackingNumber = typeof number === 'string' ? number : '';
  return { ok: true, parcels: [], issues: [{ kind: 'not_found', trackingNumber, code: code ?? '' }] };
};

/** The names of `trackpub` for what the localizador says in Spanish. */
const translated = ({ codEnvio = '', eventos }: LocalizadorShipment): CorreosShipment => ({
  code: codEnvio,
  destiPostalCode: undefined,
  refClient: undefined,
  codProduct: undefined,
  events: present(eventos).map((event) => ({
    eventDate: event.fecEvento,
    eventHours: event.horEvento,
    eventCode: event.codEvento,
    phase: event.fase,
    summaryText: event.desTextoResumen,
    expandedText: event.desTextoAmpliado,
    unit: event.unidad,
    location: undefined,
    province: undefined,
  })),
});

const parseLocalizador = (shipment: LocalizadorShipment, recordedAt: Instant): CarrierUpdate => {
  const { codEnvio, error, nom_codired: office } = shipment;
  const code = error?.codError ?? '0';
  if (code !== '0') return notFound(codEnvio, code);
  return updateOf(translated(shipment), recordedAt, { estimate: estimateOf(dayOf(shipment.fec_entregasum)), office });
};

const merged = (updates: readonly CarrierUpdate[]): CarrierUpdate => ({
  ok: true,
  parcels: updates.flatMap((update) => (update.ok ? update.parcels : [])),
  issues: updates.flatMap((update): readonly ParseIssue[] =>
    update.ok ? update.issues : [{ kind: 'unreadable', code: 'shipment' }],
  ),
});

const isLocalizador = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('codEnvio' in value || 'eventos' in value);

const parseShipment = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  if (isLocalizador(payload)) {
    const shipment = localizadorShipment.safeParse(payload);
    return shipment.success ? parseLocalizador(shipment.data, recordedAt) : refusedFrame(shipment.error);
  }
  const error = correosError.safeParse(payload);
  if (error.success) return notFound('', present(error.data.error)[0]?.codError);
  const shipment = correosShipment.safeParse(payload);
  return shipment.success ? updateOf(shipment.data, recordedAt) : refusedFrame(shipment.error);
};

/**
 * A tracking reply of Correos, polled or forwarded: `trackpub` v2, or the localizador (a list of one, or the shipment by
 * itself). Both say with HTTP status 200 that something is wrong; an error is never read as an absence of scans.
 */
export const parseCorreos = (payload: unknown, recordedAt: Instant): CarrierUpdate =>
  Array.isArray(payload)
    ? merged(payload.map((one) => parseShipment(one, recordedAt)))
    : parseShipment(payload, recordedAt);
