import type * as z from 'zod';
import { CHANNELS } from '../../../shared/contract/channel-registry.ts';
import { LOCALES } from '../../../shared/contract/locale.ts';
import type { template, templateList } from '../../../shared/contract/schemas/templates-response.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { builtInTexts, channelTemplate } from '../../../shared/notifications/templates/built-in.ts';
import { variablesIn } from '../../../shared/notifications/templates/check-template.ts';
import {
  TEMPLATE_TYPES,
  type TemplateFailure,
  type TemplateSlot,
  type TemplateTexts,
} from '../../../shared/notifications/templates/template.ts';
import type { StoredVersion, TemplateHead } from '../../../shared/notifications/templates/template-store.ts';

type TemplateResponse = z.input<typeof template>;
type Summary = z.input<typeof templateList>['templates'][number];

const BUILT_IN = 'builtin';

const builtInId = ({ type, channel, language }: TemplateSlot): string => [BUILT_IN, type, channel, language].join('.');

/** The slot of a built-in template's id; `undefined` where the id is another one's. */
export const builtInSlot = (id: string): TemplateSlot | undefined => {
  const [prefix, type, channelId, language] = id.split('.');
  const known = TEMPLATE_TYPES.find((each) => each === type);
  const channel = CHANNELS.find((each) => each.id === channelId)?.id;
  const locale = LOCALES.find((each) => each === language);
  const isKnown = prefix === BUILT_IN && known !== undefined && channel !== undefined && locale !== undefined;
  const slot = isKnown ? { type: known, channel, language: locale } : undefined;
  return slot !== undefined && builtInId(slot) === id ? slot : undefined;
};

const texts = ({ subject, content, approvedName }: TemplateTexts) => ({
  subject: subject ?? null,
  content,
  ...definedFields({ approvedName }),
  variables: [...variablesIn({ content, ...definedFields({ subject }) })],
});

export const builtInSummary = (slot: TemplateSlot, isDefault: boolean): Summary => {
  const version = CHANNELS.find(({ id }) => id === slot.channel)?.templateVersion ?? 1;
  return {
    id: builtInId(slot),
    name: `Built-in: ${slot.type}`,
    ...slot,
    activeVersion: version,
    latestVersion: version,
    isActive: true,
    isDefault,
    isBuiltIn: true,
    updatedAt: null,
  } as Summary;
};

export const builtInTemplate = (slot: TemplateSlot, isDefault: boolean): TemplateResponse => {
  const summary = builtInSummary(slot, isDefault);
  const own = texts(builtInTexts(slot, channelTemplate(slot.channel)));
  return { ...summary, ...own, version: summary.activeVersion, lastFailure: null };
};

export const templateSummary = (head: TemplateHead, isDefault: boolean): Summary => {
  const { templateId, name, type, channel, language, activeVersion, latestVersion, isActive, updatedAt } = head;
  return {
    id: templateId,
    name,
    ...({ type, channel, language } as Pick<Summary, 'type' | 'channel' | 'language'>),
    activeVersion,
    latestVersion,
    isActive,
    isDefault,
    isBuiltIn: false,
    updatedAt,
  };
};

export const templateResponse = (
  head: TemplateHead,
  version: StoredVersion,
  { isDefault, failure }: { readonly isDefault: boolean; readonly failure?: TemplateFailure | undefined },
): TemplateResponse => ({
  ...templateSummary(head, isDefault),
  ...texts(version),
  version: version.version,
  lastFailure: failure ?? null,
});
