import { describe, expect, it } from 'vitest';
import { CORREOS_CODES } from '../../../shared/carriers/correos/status-map.ts';
import { adapterNamed, milestonesOf, read, readParcel } from './support/read.ts';

const NUMBER = 'PQ4F6C0710000001128015V';

const evento = (fecEvento: string, horEvento: string, codEvento: string | null, given: object = {}): object => ({
  fecEvento,
  horEvento,
  codEvento,
  fase: '2',
  color: 'V',
  desTextoResumen: 'En tránsito',
  desTextoAmpliado: 'Tu envío está en tránsito',
  codired: '1558394',
  unidad: 'CTA MADRID',
  accionWeb: null,
  ...given,
});

/** As the localizador returns it. */
const localizador = (eventos: readonly object[] | null, given: object = {}): object => ({
  codEnvio: NUMBER,
  peso: '380',
  fec_admision: '01/03/2026 23:03:58',
  nom_codired: 'MADRID SUC 37. LA ELIPA',
  num_dias_lista: '15',
  error: { codError: '0', desError: 'OK' },
  eventos,
  ...given,
});

/** As `trackpub` v2 returns it. */
const trackpub = (events: readonly object[], given: object = {}): object => ({
  code: NUMBER,
  codProduct: 'PQDOM',
  refClient: 'ORD-2026-000042',
  destiPostalCode: '28001',
  events,
  error: null,
  ...given,
});

describe('a shipment of Correos', () => {
  it('is dated by the clocks of Madrid, in winter and in summer', () => {
    const at = (day: string) => readParcel('correos', [localizador([evento(day, '13:12:42', 'P040000V')])]).scans[0];
    expect(at('02/03/2026')?.occurredAt).toBe('2026-03-02T12:12:42.000Z');
    expect(at('02/07/2025')?.occurredAt).toBe('2025-07-02T11:12:42.000Z');
  });

  it('is the same in a list and by itself, from the localizador and from trackpub', () => {
    const one = localizador([evento('02/03/2026', '13:12:42', 'P040000V')]);
    const [scan] = readParcel('correos', [one]).scans;
    expect(readParcel('correos', one).scans).toEqual([scan]);
    const event = { eventDate: '02/03/2026', eventHours: '13:12:42', eventCode: 'P040000V', phase: '2' };
    expect(readParcel('correos', trackpub([event])).scans[0]?.scanId).toBe(scan?.scanId);
  });

  it('says reference, destination, product and the office that has it', () => {
    const event = { eventDate: '02/03/2026', eventHours: '13:12:42', eventCode: 'H01I350V' };
    expect(readParcel('correos', trackpub([event]))).toMatchObject({
      facts: { service: 'PQDOM' },
      reference: { references: ['ORD-2026-000042'], destination: { postalCode: '28001', country: 'ES' } },
    });
    const held = localizador([evento('02/03/2026', '13:12:42', 'H01I350V')]);
    expect(readParcel('correos', held).facts).toEqual({ heldAt: { name: 'MADRID SUC 37. LA ELIPA', country: 'ES' } });
    expect(readParcel('correos', localizador([evento('02/03/2026', '13:12:42', 'P040000V')])).facts).toBeUndefined();
  });

  it('is expected on a day until it is delivered', () => {
    const of = (code: string) =>
      readParcel('correos', localizador([evento('02/03/2026', '13:12:42', code)], { fec_entregasum: '04/03/2026' }));
    expect(of('P040000V').estimatedDelivery).toBe('2026-03-04');
    expect(of('I010000V').estimatedDelivery).toBeUndefined();
  });

  it.each([...CORREOS_CODES])('with the event %s is %j', (code, { milestone, reason }) => {
    const parcel = readParcel('correos', localizador([evento('02/03/2026', '13:12:42', code)]));
    expect(milestonesOf(parcel)).toEqual([reason === undefined ? milestone : `${milestone} ${reason}`]);
  });

  it('moves nothing by an unknown code, whatever its phase, and counts it', () => {
    const update = read('correos', localizador([evento('02/03/2026', '13:12:42', 'Z999999V', { fase: '4' })]));
    expect(update.parcels[0] && milestonesOf(update.parcels[0])).toEqual(['unknown']);
    expect(update.issues).toEqual([{ kind: 'unknown_code', trackingNumber: NUMBER, code: 'Z999999V' }]);
  });

  it('goes by the phase of an event that has no code', () => {
    const phases = ['1', '2', '3', '4'].map((fase) => evento('02/03/2026', `1${fase}:00:00`, null, { fase }));
    expect(milestonesOf(readParcel('correos', localizador(phases)))).toEqual([
      'label_created',
      'in_transit',
      'out_for_delivery',
      'delivered',
    ]);
  });

  it.each([
    [
      'the localizador',
      [localizador(null, { error: { codError: '3', desError: 'Sin Trazabilidad en Minerva' } })],
      '3',
    ],
    ['trackpub', { shipment: null, error: [{ codError: '1001', desError: 'Envío no encontrado' }] }, '1001'],
  ])('is not found by %s with status 200', (_api, payload, code) => {
    const update = read('correos', payload);
    expect([update.parcels, update.issues]).toMatchObject([[], [{ kind: 'not_found', code }]]);
  });

  it('has no scans yet where the list is empty, and one less where a date is none', () => {
    expect(readParcel('correos', localizador(null)).scans).toEqual([]);
    const update = read('correos', localizador([evento('31/02/2026', '13:12:42', 'P040000V')]));
    expect(update.issues).toEqual([{ kind: 'dateless_scan', trackingNumber: NUMBER, code: 'P040000V' }]);
  });

  it('is refused where it is nothing of Correos', () => {
    for (const payload of [{}, 1, 'x', { code: {} }])
      expect(adapterNamed('correos').parse(payload, '2026-03-06T10:00:00.000Z').ok).toBe(false);
  });
});
