import { describe, expect, it } from 'vitest';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { payload, trackResult } from './fedex-payloads.ts';
import { readParcel } from './support/read.ts';

/**
 * The carriers' own lists of codes, written out here and not read from the code: a row that is mapped wrongly fails. A
 * group names the milestones that its meaning allows.
 */
const MEANINGS = {
  pending: ['label_created'],
  picked_up: ['picked_up'],
  in_transit: ['in_transit', 'arrived_at_facility', 'customs', 'picked_up'],
  out_for_delivery: ['out_for_delivery'],
  ready_for_pickup: ['available_for_pickup'],
  delivered: ['delivered'],
  delivery_failed: ['delivery_attempted', 'exception'],
  delivery_delayed: ['delayed'],
  on_hold: ['exception', 'customs', 'delayed'],
  return_to_sender: ['returning', 'returned'],
  cancelled: ['cancelled'],
  no_change: ['unknown'],
} as const satisfies Readonly<Record<string, readonly Milestone[]>>;
type Meaning = keyof typeof MEANINGS;
type Rows = Readonly<Partial<Record<Meaning, string>>>;

const each = (rows: Rows): [string, Meaning][] =>
  Object.entries(rows).flatMap(([meaning, codes]) =>
    codes.split(' ').map((code): [string, Meaning] => [code, meaning as Meaning]),
  );

/** Source: FedEx, "Tracking Status Codes". */
const FEDEX: Rows = {
  pending: 'OC OX EP IN MD',
  picked_up: 'PU PX AP OF',
  in_transit: 'IT IX AA AC AF AR AX DP DS EA EO FD LO Ow PF PL PM SF TR CC CH SP',
  out_for_delivery: 'OD ED AD',
  ready_for_pickup: 'HL HP',
  delivered: 'DL',
  delivery_failed: 'DE',
  delivery_delayed: 'DD DY PD RL',
  on_hold: 'CD CP SE',
  return_to_sender: 'RS RT',
  cancelled: 'CA',
  no_change: 'AE AO HA RR RM RC RP LP RG RD DR',
};

/** Source: UPS, "Status/Description Codes". */
const UPS: Rows = {
  pending: '003 044 045 077 079 080 157 166',
  picked_up: '038 160 167 168 169',
  in_transit: '005 010 025 039 042 047 057 073 074 075 087 137 138 158 159 164 165 071 072 014 084 134',
  out_for_delivery: '006 021 037 078 089 091 146 162',
  delivered: '011 026 143',
  ready_for_pickup: '017 040 144 161',
  delivery_failed: '022 023 024 060 061 062 064 066 069 145 068 147 149',
  delivery_delayed: '032 046 048 049 051 052 053 055 086 090',
  on_hold: '012 050 058 083 085 092 123 124 125 126 132 013 029 030 059 076',
  return_to_sender: '034 035 036 067 081 118',
  cancelled: '007 043',
  // "Requested", a hold that somebody asked for (019), other dates, claims and photos: no trouble, and no step on the way.
  no_change: '000 018 019 020 027 028 033 041 054 056 063 082 097 101 107 116 119 130 148 153 154 155 163',
};

/** Source: public clients of Correos; those with a capture of a real parcel among them. */
const CORREOS: Rows = {
  pending: 'P010000V X010000V A090000V',
  picked_up: 'A010000V',
  in_transit:
    'P040000V P100000V P101110V P101120V P090000V P110000V G01L010V H01I360V X020000V X040000V X060000V X070000V X110100V',
  out_for_delivery: 'H020000V X080000V',
  ready_for_pickup: 'H01I350V X380000V X390000V L010000V',
  delivered: 'I01H210V I010000V X120000V',
  delivery_failed: 'H010930R H06P010V X090100R X090060R X130000R M01E020R',
  return_to_sender: 'O140000V',
};

const allowed = (meaning: Meaning): readonly Milestone[] => MEANINGS[meaning];

const fedexScan = (code: string) =>
  readParcel(
    'fedex',
    payload({
      number: '231300687629630',
      results: [trackResult({ latest: { code }, scans: [{ date: '2026-03-03T06:55:00-05:00', eventType: code }] })],
    }),
  ).scans[0]?.milestone;

const upsScan = (code: string) =>
  readParcel('ups', {
    trackingNumber: '1Z204W4R0308071865',
    localActivityDate: '20260303',
    localActivityTime: '095004',
    activityLocation: { city: 'CHARLOTTE', stateProvince: 'NC', postalCode: '28209', country: 'US' },
    // A type that is right for no code: the three digits decide.
    activityStatus: { type: 'U', code: 'ZZ', description: '', descriptionCode: code },
    gmtActivityDate: '20260303',
    gmtActivityTime: '145004',
    gmtOffset: '-05.00',
  }).scans[0]?.milestone;

const correosScan = (codEvento: string) =>
  readParcel('correos', [
    {
      codEnvio: 'PQ4F6C0710000001128015V',
      error: { codError: '0', desError: 'OK' },
      eventos: [
        {
          fecEvento: '02/03/2026',
          horEvento: '13:12:42',
          codEvento,
          color: codEvento.at(-1),
          desTextoResumen: '',
          unidad: 'CTA MADRID',
        },
      ],
    },
  ]).scans[0]?.milestone;

describe.each([
  ['FedEx', FEDEX, fedexScan],
  ['UPS', UPS, upsScan],
  ['Correos', CORREOS, correosScan],
] as const)('each code that %s publishes', (_carrier, rows, milestoneOf) => {
  it.each(each(rows))('%s is %s', (code, meaning) => {
    expect(allowed(meaning)).toContain(milestoneOf(code) ?? 'unknown');
  });
});
