import * as z from 'zod';
import { templateChannel, templateLanguage, templateType } from './templates.ts';

export const template = z.object({
  id: z.string(),
  name: z.string(),
  type: templateType,
  channel: templateChannel,
  language: templateLanguage,
  subject: z.string().nullable(),
  content: z.string(),
  approvedName: z.string().optional(),
  /** Names of the variables that it uses. */
  variables: z.array(z.string()),
  /** Of the texts shown. */
  version: z.int(),
  /** The version that is used. */
  activeVersion: z.int(),
  latestVersion: z.int(),
  isActive: z.boolean(),
  isDefault: z.boolean(),
  isBuiltIn: z.boolean(),
  updatedAt: z.string().nullable(),
  /** Why the built-in template was sent in its place, the last time. */
  lastFailure: z.object({ version: z.int(), at: z.string(), reason: z.string() }).nullable(),
});

const summary = template.omit({
  subject: true,
  content: true,
  variables: true,
  version: true,
  approvedName: true,
  lastFailure: true,
});
export const templateList = z.object({
  templates: z.array(summary),
  /** What templates may speak of. */
  variables: z.array(z.object({ name: z.string(), kind: z.enum(['text', 'url', 'list']), description: z.string() })),
});

export const templateVersions = z.object({
  versions: z.array(
    z.object({
      version: z.int(),
      name: z.string(),
      subject: z.string().nullable(),
      content: z.string(),
      isActive: z.boolean(),
      createdAt: z.string(),
      createdBy: z.string().nullable(),
    }),
  ),
  /** `before` of the next page; `null` where this is the last one. */
  nextBefore: z.int().nullable(),
});

const problem = z.object({
  part: z.enum(['subject', 'content', 'approvedName']),
  line: z.int().optional(),
  message: z.string(),
});

export const templatePreview = z.object({
  /** Parts of the message by their names, as its channel has them; empty where there are problems. */
  message: z.record(z.string(), z.string()),
  problems: z.array(problem),
  warnings: z.array(z.string()),
  isSample: z.boolean(),
});
