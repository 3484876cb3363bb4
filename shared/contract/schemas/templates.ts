import * as z from 'zod';
import { TEXT_VARIANTS } from '../../workflows/text-variants.ts';
import { NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import { CHANNELS } from '../channel-registry.ts';
import { LOCALES } from '../locale.ts';
import { id } from './id.ts';
import { text } from './primitives.ts';

const TYPES = [...NOTIFICATION_TYPES, ...TEXT_VARIANTS] as const;

export const templateType = z.enum(TYPES).meta({
  description: 'A type of notification, or what is special about one: `held_at_counter`, `farm_confirmed`, `shop_…`',
  examples: ['shipped'],
});
export const templateChannel = z.enum(CHANNELS.map(({ id }) => id)).meta({ examples: CHANNELS.map(({ id }) => id) });
export const templateLanguage = z.enum(LOCALES).meta({ examples: [...LOCALES] });

/** Checked against the engine by the operation, which names every problem with its line. */
const content = z.string().min(1).max(60_000);
const subject = z.string().trim().min(1).max(500);
const name = text(120);
const approvedName = z.string().trim().min(1).max(512).meta({
  description: 'WhatsApp only: the name under which Meta has approved the text',
});

export const templateBody = z.strictObject({
  name,
  type: templateType,
  channel: templateChannel,
  language: templateLanguage,
  subject: subject.exactOptional(),
  content,
  approvedName: approvedName.exactOptional(),
  /** Whether it may be used at all. */
  isActive: z.boolean().default(true),
  /** Used for its type, channel and language from now on, in the place of the template that was. */
  isDefault: z.boolean().default(false),
});

export const templateUpdate = z.strictObject({
  name: name.exactOptional(),
  subject: subject.exactOptional(),
  content: content.exactOptional(),
  approvedName: approvedName.exactOptional(),
  isActive: z.boolean().exactOptional(),
  isDefault: z.boolean().exactOptional(),
  /** `false` stores a draft: the version that is used remains. */
  publish: z.boolean().default(true),
});

export const rollbackBody = z.strictObject({ version: z.int().min(1) });

export const previewBody = z.strictObject({
  /** The one that is used, unless said. */
  version: z.int().min(1).exactOptional(),
  /** Texts that are not stored yet. */
  subject: subject.exactOptional(),
  content: content.exactOptional(),
  /** A real order; a sample unless said. */
  orderId: id.exactOptional(),
});

export const templateQuery = z.object({
  type: templateType.exactOptional(),
  channel: templateChannel.exactOptional(),
  language: templateLanguage.exactOptional(),
  /** `false` leaves out the built-in ones. */
  builtIn: z
    .stringbool()
    .default(true)
    .meta({ examples: ['false'] }),
});

const MAX_VERSIONS_LISTED = 20;

export const versionsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_VERSIONS_LISTED).default(MAX_VERSIONS_LISTED),
  /** Those before this version: `nextBefore` of the page before. */
  before: z.coerce.number().int().min(1).exactOptional(),
});

/** Ids of built-in templates say what they are for: `builtin.shipped.email.es`. */
export const templateParams = z.object({ id });
