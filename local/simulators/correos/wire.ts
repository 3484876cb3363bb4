import { randomUUID } from 'node:crypto';
import { digitsOf, madridAhead, wallClock } from '../shared/digits.ts';
import { PARCEL_JOURNEYS } from '../shared/journeys.ts';
import { type SimulatedEvent, type SimulatedParcel, type SimulatedScan, scansUntil } from '../shared/parcel.ts';
import { type ApiReply, bearer, type CarrierWire } from '../shared/wire.ts';

interface Words {
  readonly code: string;
  readonly phase: string;
  readonly text: string;
}

const WORDS: Readonly<Partial<Record<SimulatedEvent, Words>>> = {
  label: { code: 'P010000V', phase: '1', text: 'Prerregistrado' },
  picked_up: { code: 'A010000V', phase: '1', text: 'Admitido' },
  departed: { code: 'P040000V', phase: '2', text: 'En camino' },
  arrived: { code: 'P101110V', phase: '2', text: 'En centro de tratamiento' },
  out_for_delivery: { code: 'H020000V', phase: '3', text: 'En reparto' },
  attempted: { code: 'H010930R', phase: '3', text: 'Intento de entrega' },
  held: { code: 'H01I350V', phase: '3', text: 'A disposición en oficina' },
  returning: { code: 'O140000V', phase: '3', text: 'En devolución al remitente' },
  delivered: { code: 'I01H210V', phase: '4', text: 'Entregado' },
};

const TIMES = (at: Date) => {
  const { year, month, day, time } = wallClock(at, madridAhead(at));
  return { date: `${day}/${month}/${year}`, time };
};

const eventOf = (scan: SimulatedScan) => {
  // Of a delay or a loss Correos has no code that is known: what it would send instead is unknown as well.
  const { code, phase, text } = WORDS[scan.event] ?? {
    code: `X99${scan.event.length}000R`,
    phase: '2',
    text: 'Incidencia',
  };
  const { date, time } = TIMES(scan.at);
  return {
    eventDate: date,
    eventHours: time,
    eventCode: code,
    eventDes: text,
    phase,
    phaseDes: '',
    color: code.slice(-1),
    summaryText: text,
    expandedText: `${text}.`,
    unit: `CTA ${scan.city}`,
    location: `CTA ${scan.city}`,
    province: scan.city,
    country: 'ESPAÑA',
    coordinateX: null,
    coordinateY: null,
  };
};

/** A shipment as `trackpub` v2 returns it: oldest event first. */
export const correosReply = (parcel: SimulatedParcel, scans = parcel.scans) => ({
  code: parcel.trackingNumber,
  codProduct: 'PQDOM',
  refClient: 'MY-REF-001',
  remitName: 'Demo',
  destiName: 'Demo',
  destiPostalCode: '28001',
  weight: '500',
  events: scans.map(eventOf),
  error: null,
});

const refusal: CarrierWire['refusal'] = (status): ApiReply => ({
  status,
  body: { error: status === 401 ? 'Unauthorized' : status === 429 ? 'Too many requests' : 'Service unavailable' },
  ...(status === 429 && { headers: { 'retry-after': '60' } }),
});

const TOKEN_PATH = '/Api/Authorize/Token';
const TOKEN_SECONDS = 1800;
const SEARCH = /^\/support\/trackpub\/api\/v2\/search\/([A-Za-z0-9]{1,40})$/;

const api: CarrierWire['api'] = (call, world) => {
  if (call.path === TOKEN_PATH) {
    const fields = new URLSearchParams(call.body);
    if (!fields.get('client_id') || !fields.get('client_secret') || !fields.get('scope')) return refusal(401);
    const idToken = randomUUID();
    world.giveToken(idToken, TOKEN_SECONDS);
    return { status: 200, body: { idToken, expiresIn: TOKEN_SECONDS } };
  }
  const number = SEARCH.exec(call.path)?.[1];
  if (number === undefined) return undefined;
  const hasClient = call.headers.client_id !== undefined && call.headers.client_secret !== undefined;
  if (!world.isToken(bearer(call)) || !hasClient) return refusal(401);
  const parcel = world.parcel(number);
  const error = [{ codError: '1001', desError: 'Envío no encontrado' }];
  return { status: 200, body: parcel === undefined ? { shipment: null, error } : correosReply(parcel) };
};

export const correosWire: CarrierWire = {
  id: 'correos',
  journeys: PARCEL_JOURNEYS,
  tokenPath: TOKEN_PATH,
  numberOf: (serial) => `PQDEMO${digitsOf(serial, 16)}V`,
  proofOf: (_body, secret) => ({ 'x-correos-key': secret }),
  // Whoever polls Correos forwards its replies.
  push: (parcel, scan) => correosReply(parcel, scansUntil(parcel, scan.at)),
  api,
  refusal,
};
