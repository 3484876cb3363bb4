/** What administrators do with templates. */
import type { Clock, IdSource } from '../../clock/clock.ts';
import { definedFields } from '../../defined-fields.ts';
import type { Actor } from '../../orders/model/order.ts';
import { channelTemplate } from './built-in.ts';
import { type TemplateProblem, templateProblems } from './check-template.ts';
import type { TemplateSlot, TemplateTexts } from './template.ts';
import type { StoredVersion, TemplateChange, TemplateHead, TemplateStore } from './template-store.ts';

/** A template has this many versions at most: whoever needs more begins a new one. */
export const MAX_VERSIONS = 500;

export interface TemplateDependencies {
  readonly templates: TemplateStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export type TemplateDraft = TemplateSlot & TemplateTexts & { readonly name: string };

/** What a change asks for; what is absent remains as it is. */
export interface TemplateUpdate extends Partial<TemplateTexts> {
  readonly name?: string;
  readonly isActive?: boolean;
  readonly isDefault?: boolean;
  /** A new version is used from now on; `false` stores it as a draft. */
  readonly publish: boolean;
}

export type TemplateResult =
  | {
      readonly outcome: 'stored';
      readonly head: TemplateHead;
      readonly version: StoredVersion;
      readonly isDefault: boolean;
    }
  | { readonly outcome: 'invalid'; readonly problems: readonly TemplateProblem[] }
  | { readonly outcome: 'absent' | 'conflict' | 'stale' | 'full' | 'inactive_default' };

const store = async (
  { templates }: TemplateDependencies,
  change: TemplateChange,
  version: StoredVersion,
  isDefault: boolean,
): Promise<TemplateResult> =>
  (await templates.change(change)) === 'conflict'
    ? { outcome: 'conflict' }
    : { outcome: 'stored', head: change.head, version, isDefault };

/** Stores a template, whose first version is used at once where it is the default. */
export const createTemplate = async (
  deps: TemplateDependencies,
  { name, type, channel, language, ...texts }: TemplateDraft,
  { isActive, isDefault, by }: { readonly isActive: boolean; readonly isDefault: boolean; readonly by: Actor },
): Promise<TemplateResult> => {
  const problems = templateProblems(texts, channelTemplate(channel));
  if (problems.length > 0) return { outcome: 'invalid', problems };
  if (isDefault && !isActive) return { outcome: 'inactive_default' };
  const now = deps.clock.now();
  const at = now.toISOString();
  const templateId = `tpl_${deps.ids.ulid(now)}`;
  const slot = { type, channel, language };
  const version = { templateId, version: 1, name, ...slot, ...texts, createdAt: at, createdBy: by };
  const head: TemplateHead = {
    templateId,
    name,
    ...slot,
    activeVersion: 1,
    latestVersion: 1,
    isActive,
    revision: 1,
    createdAt: at,
    updatedAt: at,
    updatedBy: by,
  };
  return store(deps, { head, version, ...(isDefault && { slot: 'take' as const }) }, version, isDefault);
};

interface Current {
  readonly head: TemplateHead;
  readonly latest: StoredVersion;
  readonly isDefault: boolean;
}

const currentOf = async ({ templates }: TemplateDependencies, templateId: string): Promise<Current | undefined> => {
  const head = await templates.getHead(templateId);
  if (head === undefined) return undefined;
  const [latest, used] = await Promise.all([
    templates.getVersion(templateId, head.latestVersion),
    templates.getDefault(head),
  ]);
  if (latest === undefined) throw new Error(`Version ${head.latestVersion} of template ${templateId} is not there`);
  return { head, latest, isDefault: used?.templateId === templateId };
};

/** What becomes of the slot: an inactive template is never its default. */
const slotChange = (was: boolean, becomes: boolean): Pick<TemplateChange, 'slot'> => {
  if (becomes) return { slot: was ? 'update' : 'take' };
  return was ? { slot: 'leave' } : {};
};

interface Asked {
  readonly by: Actor;
  /** Latest versions that the caller has seen; absent, any will do. */
  readonly ifMatch?: readonly number[] | undefined;
}

const newTexts = (latest: StoredVersion, { subject, content, approvedName, name }: TemplateUpdate) => {
  const texts = {
    content: content ?? latest.content,
    name: name ?? latest.name,
    ...definedFields({
      subject: subject ?? latest.subject,
      approvedName: approvedName ?? latest.approvedName,
    }),
  };
  const parts = ['content', 'name', 'subject', 'approvedName'] as const;
  return { texts, isChanged: parts.some((part) => texts[part] !== latest[part]) };
};

/** Stores what is new about a template: other texts are a new version, and the versions before it remain. */
export const updateTemplate = async (
  deps: TemplateDependencies,
  templateId: string,
  update: TemplateUpdate,
  { by, ifMatch }: Asked,
): Promise<TemplateResult> => {
  const current = await currentOf(deps, templateId);
  if (current === undefined) return { outcome: 'absent' };
  const { head, latest } = current;
  if (ifMatch && !ifMatch.includes(head.latestVersion)) return { outcome: 'stale' };
  const { texts, isChanged } = newTexts(latest, update);
  const problems = isChanged ? templateProblems(texts, channelTemplate(head.channel)) : [];
  if (problems.length > 0) return { outcome: 'invalid', problems };
  if (isChanged && head.latestVersion >= MAX_VERSIONS) return { outcome: 'full' };
  const isActive = update.isActive ?? head.isActive;
  if (update.isDefault === true && !isActive) return { outcome: 'inactive_default' };
  const at = deps.clock.now().toISOString();
  const { type, channel, language } = head;
  const version: StoredVersion = isChanged
    ? { templateId, version: latest.version + 1, type, channel, language, ...texts, createdAt: at, createdBy: by }
    : latest;
  const next: TemplateHead = {
    ...head,
    name: texts.name,
    isActive,
    latestVersion: version.version,
    activeVersion: isChanged && update.publish ? version.version : head.activeVersion,
    revision: head.revision + 1,
    updatedAt: at,
    updatedBy: by,
  };
  const isDefault = isActive && (update.isDefault ?? current.isDefault);
  const change = { head: next, ...(isChanged && { version }), ...slotChange(current.isDefault, isDefault) };
  return store(deps, change, version, isDefault);
};

/** Uses a version that there is: an earlier one again, or a draft for the first time. */
export const useVersion = async (
  deps: TemplateDependencies,
  templateId: string,
  wanted: number,
  { by }: Asked,
): Promise<TemplateResult> => {
  const current = await currentOf(deps, templateId);
  const version = await deps.templates.getVersion(templateId, wanted);
  if (current === undefined || version === undefined) return { outcome: 'absent' };
  const head: TemplateHead = {
    ...current.head,
    name: version.name,
    activeVersion: wanted,
    revision: current.head.revision + 1,
    updatedAt: deps.clock.now().toISOString(),
    updatedBy: by,
  };
  return store(deps, { head, ...slotChange(current.isDefault, current.isDefault) }, version, current.isDefault);
};
