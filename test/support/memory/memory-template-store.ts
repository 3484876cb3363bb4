import type { TemplateFailure } from '../../../shared/notifications/templates/template.ts';
import type {
  DefaultTemplate,
  StoredVersion,
  TemplateHead,
  TemplateStore,
} from '../../../shared/notifications/templates/template-store.ts';

const slotKey = ({ type, channel, language }: Pick<DefaultTemplate, 'type' | 'channel' | 'language'>): string =>
  `${type}/${channel}/${language}`;

/** Templates in memory; the same contract tests run on it and on DynamoDB. */
export const memoryTemplateStore = (): TemplateStore => {
  const heads = new Map<string, TemplateHead>();
  const stored = new Map<string, StoredVersion>();
  const slots = new Map<string, DefaultTemplate>();
  const failures = new Map<string, TemplateFailure>();
  const versionKey = (templateId: string, version: number): string => `${templateId}/${version}`;
  return {
    change: async ({ head, version, slot }) => {
      const { templateId, type, channel, language, activeVersion } = head;
      const key = slotKey(head);
      const isStale = (heads.get(templateId)?.revision ?? 0) !== head.revision - 1;
      const isThere = version !== undefined && stored.has(versionKey(templateId, version.version));
      const isTaken = (slot === 'update' || slot === 'leave') && slots.get(key)?.templateId !== templateId;
      if (isStale || isThere || isTaken) return 'conflict';
      heads.set(templateId, head);
      if (version) stored.set(versionKey(templateId, version.version), version);
      if (slot === 'leave') slots.delete(key);
      else if (slot) slots.set(key, { templateId, type, channel, language, version: activeVersion });
      return 'stored';
    },
    getHead: async (templateId) => heads.get(templateId),
    getVersion: async (templateId, version) => stored.get(versionKey(templateId, version)),
    versions: async (templateId, { limit, before = Number.POSITIVE_INFINITY }) =>
      [...stored.values()]
        .filter((one) => one.templateId === templateId && one.version < before)
        .toSorted((a, b) => b.version - a.version)
        .slice(0, limit),
    list: async () => [...heads.values()].toSorted((a, b) => (a.templateId < b.templateId ? -1 : 1)),
    defaults: async () => [...slots.values()].toSorted((a, b) => (slotKey(a) < slotKey(b) ? -1 : 1)),
    getDefault: async (slot) => slots.get(slotKey(slot)),
    getFailure: async (templateId) => failures.get(templateId),
    recordFailure: async (templateId, failure) => void failures.set(templateId, failure),
  };
};
