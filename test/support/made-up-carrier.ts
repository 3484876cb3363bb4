import { type ProjectCopy, projectWith } from './project-copy.ts';

/** Everything that it takes to add a carrier: this line, and the folder below. */
const LINE = "export { acme } from '../carriers/acme/descriptor.ts';";

const DESCRIPTOR = `import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';

export const acme: CarrierDescriptor<'acme'> = {
  id: 'acme',
  name: 'Acme Parcels',
  numberFormats: [{ format: 'standard', pattern: /^ACM\\d{9}$/, isDistinctive: true }],
  trackingPage: { url: 'https://track.acme.example/{number}' },
  webhook: {
    scheme: { kind: 'hmac_sha256', headers: ['x-acme-signature'], encodings: ['hex'] },
    secret: 'the signing key of the webhook',
  },
  capabilities: ['webhook'],
};
`;

const ADAPTER = `import * as z from 'zod';
import type { Milestone } from '../../workflows/workflow.ts';
import type { CarrierAdapter } from '../carrier.ts';
import { scanIdOf } from '../scan-id.ts';

const carrier = 'acme';
const payloadOf = z.object({ id: z.string(), parcel: z.string(), code: z.string(), at: z.iso.datetime() });
const MILESTONES: Readonly<Record<string, Milestone>> = { COLLECTED: 'picked_up', ON_VAN: 'out_for_delivery' };

export const adapter: CarrierAdapter = {
  eventId: (_rawBody, payload) => payloadOf.parse(payload).id,
  parse: (payload, recordedAt) => {
    const read = payloadOf.safeParse(payload);
    if (!read.success) return { ok: false, errors: [{ path: '', message: 'An event of Acme Parcels' }] };
    const { parcel: trackingNumber, code: rawCode, at } = read.data;
    const occurredAt = new Date(at).toISOString();
    const scan = { carrier, trackingNumber, occurredAt, rawCode };
    const milestone = MILESTONES[rawCode] ?? 'unknown';
    return {
      ok: true,
      parcels: [{ trackingNumber, scans: [{ ...scan, scanId: scanIdOf(scan), milestone, recordedAt }] }],
      issues: milestone === 'unknown' ? [{ kind: 'unknown_code', trackingNumber, code: rawCode }] : [],
    };
  },
};
`;

/**
 * The project with a carrier that nobody has heard of (Acme Parcels: \`acme\`, numbers \`ACM\` and nine digits, signed with
 * hex under \`x-acme-signature\`), added as CONTRIBUTING says: one folder and one line.
 */
export const projectWithMadeUpCarrier = (): ProjectCopy =>
  projectWith({
    registry: 'shared/contract/carriers.ts',
    line: LINE,
    folder: 'shared/carriers/acme',
    files: { 'descriptor.ts': DESCRIPTOR, 'adapter.ts': ADAPTER },
  });
