/** The templates that are used now, as a function that renders holds them. */
import type { Clock } from '../../clock/clock.ts';
import type { TemplateSlot, TemplateVersion } from './template.ts';
import type { DefaultTemplate, TemplateStore } from './template-store.ts';

/** A published template is used by every function within this time, and a withdrawn one by none after it. */
export const TEMPLATES_MAX_AGE_SECONDS = 60;

export interface ActiveTemplates {
  /** Reads what is older than `TEMPLATES_MAX_AGE_SECONDS` again. @throws where nothing could ever be read. */
  refresh(): Promise<void>;
  /** What was written for the slot; `undefined` where its built-in template is used. */
  find(slot: TemplateSlot): Promise<TemplateVersion | undefined>;
  /** Records that a template could not be used; once for each version and time that the list is held. */
  reportFailure(template: TemplateVersion, reason: string): Promise<void>;
}

type Store = Pick<TemplateStore, 'defaults' | 'getVersion' | 'recordFailure'>;

interface Held {
  readonly readAt: number;
  readonly bySlot: ReadonlyMap<string, DefaultTemplate>;
  readonly failed: Set<string>;
}

const slotKey = ({ type, channel, language }: TemplateSlot): string => JSON.stringify([type, channel, language]);
const versionKey = ({ templateId, version }: Pick<TemplateVersion, 'templateId' | 'version'>): string =>
  JSON.stringify([templateId, version]);

/** Versions never change: those that were read once are held, up to this many. */
const MAX_VERSIONS = 500;

/** @param onReadFailure The list could not be read anew, and the older one is used. */
export const activeTemplates = (
  store: Store,
  clock: Clock,
  onReadFailure: (error: unknown) => void = () => {},
): ActiveTemplates => {
  let held: Held | undefined;
  let reading: Promise<Held> | undefined;
  const versions = new Map<string, TemplateVersion>();

  const read = async (): Promise<Held> => {
    const defaults = await store.defaults();
    return {
      readAt: clock.now().getTime(),
      bySlot: new Map(defaults.map((one) => [slotKey(one), one])),
      failed: new Set(),
    };
  };

  const current = async (): Promise<Held> => {
    const age = held === undefined ? Number.POSITIVE_INFINITY : clock.now().getTime() - held.readAt;
    if (held !== undefined && age >= 0 && age < TEMPLATES_MAX_AGE_SECONDS * 1000) return held;
    reading ??= read();
    try {
      held = await reading;
    } catch (error) {
      if (held === undefined) throw error;
      onReadFailure(error);
    } finally {
      reading = undefined;
    }
    return held;
  };

  const versionOf = async (used: DefaultTemplate): Promise<TemplateVersion | undefined> => {
    const key = versionKey(used);
    const known = versions.get(key) ?? (await store.getVersion(used.templateId, used.version));
    if (known === undefined) return undefined;
    if (versions.size >= MAX_VERSIONS) versions.clear();
    versions.set(key, known);
    return known;
  };

  return {
    refresh: async () => void (await current()),
    find: async (slot) => {
      const { bySlot, failed } = await current();
      const used = bySlot.get(slotKey(slot));
      return used === undefined || failed.has(versionKey(used)) ? undefined : versionOf(used);
    },
    reportFailure: async (template, reason) => {
      const { failed } = await current();
      if (failed.has(versionKey(template))) return;
      failed.add(versionKey(template));
      const { templateId, version } = template;
      await store.recordFailure(templateId, { version, reason, at: clock.now().toISOString() });
    },
  };
};
