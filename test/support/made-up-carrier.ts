import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = [
  'bin',
  'lib',
  'functions',
  'shared',
  'web',
  'docs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const LINKED = ['node_modules', 'local'];

/** Everything that it takes to add a carrier: this line, and the folder below. */
const LINE = "export { acme } from '../carriers/acme/descriptor.ts';\n";

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

/** A copy of the project. */
export interface ProjectCopy {
  readonly root: string;
  remove(): void;
}

/**
 * The project with a carrier that nobody has heard of (Acme Parcels: \`acme\`, numbers \`ACM\` and nine digits, signed with
 * hex under \`x-acme-signature\`), added as CONTRIBUTING says: one folder and one line.
 */
export const projectWithMadeUpCarrier = (): ProjectCopy => {
  const root = mkdtempSync(join(tmpdir(), 'wismo-carrier-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(ROOT, name), join(root, name));
  const registry = join(root, 'shared/contract/carriers.ts');
  writeFileSync(registry, readFileSync(registry, 'utf8') + LINE);
  const folder = join(root, 'shared/carriers/acme');
  mkdirSync(folder);
  writeFileSync(join(folder, 'descriptor.ts'), DESCRIPTOR);
  writeFileSync(join(folder, 'adapter.ts'), ADAPTER);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
};
