/** A template: what one channel says of one matter in one language. */
import type { Instant } from '../../calendar/instant.ts';
import type { ChannelName } from '../../contract/channel-registry.ts';
import type { Locale } from '../../contract/locale.ts';
import { TEXT_VARIANTS, type TextVariant } from '../../workflows/text-variants.ts';
import { NOTIFICATION_TYPES, type NotificationType } from '../../workflows/workflow.ts';
import type { NotificationFacts } from '../notification.ts';

/** What a template is about: a type of notification, or what is special about one (`held_at_counter`, `shop_cancelled`). */
export const TEMPLATE_TYPES = [...NOTIFICATION_TYPES, ...TEXT_VARIANTS] as const;
export type TemplateType = NotificationType | TextVariant;

export const templateTypeOf = (type: NotificationType, { variant }: Pick<NotificationFacts, 'variant'>): TemplateType =>
  variant ?? type;

/** What a template is for. There is exactly one default for each. */
export interface TemplateSlot {
  readonly type: TemplateType;
  readonly channel: ChannelName;
  readonly language: Locale;
}

/** Liquid texts. `subject` is the title of a push or of an entry of the inbox; an SMS and WhatsApp have none. */
export interface TemplateTexts {
  readonly subject?: string;
  /** An e-mail's is HTML that goes into the layout; all others' are plain text. */
  readonly content: string;
  /** Of WhatsApp: the name under which Meta has approved the text. */
  readonly approvedName?: string;
}

/** One version. It never changes. */
export interface TemplateVersion extends TemplateSlot, TemplateTexts {
  readonly templateId: string;
  readonly version: number;
  readonly name: string;
}

/** Why a template was not used at a time when it should have been. */
export interface TemplateFailure {
  readonly version: number;
  readonly at: Instant;
  /** What the engine said; no value of a variable. */
  readonly reason: string;
}
