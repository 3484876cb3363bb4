import { Liquid, type Template } from 'liquidjs';
import { madeOnDemand } from '../../made-on-demand.ts';
import type { TemplateValues } from './variables.ts';

/** Tags of Liquid that templates may use: none reads another template or a file, none counts across messages. */
export const ALLOWED_TAGS = [
  'if',
  'elsif',
  'else',
  'endif',
  'unless',
  'endunless',
  'case',
  'when',
  'endcase',
  'for',
  'break',
  'continue',
  'endfor',
  'assign',
  'capture',
  'endcapture',
  'comment',
  'endcomment',
] as const;

/** Filters that they may use. `raw`, which would let text through unescaped, is none of them. */
export const ALLOWED_FILTERS = [
  'append',
  'prepend',
  'upcase',
  'downcase',
  'capitalize',
  'truncate',
  'truncatewords',
  'default',
  'replace',
  'remove',
  'strip',
  'squish',
  'size',
  'first',
  'last',
  'join',
  'plus',
  'minus',
] as const;

/** UTF-16 units of one text of a template. */
export const MAX_TEMPLATE_LENGTH = 50_000;
/** UTF-16 units of what is made of it: a mail that is larger is cut by mail programs. */
const MAX_OUTPUT_LENGTH = 200_000;

const LIMITS = {
  strictFilters: true,
  /** What is not known is empty text, and `{% if carrierName %}` asks whether it is known. */
  jsTruthy: true,
  ownPropertyOnly: true,
  globals: {},
  /** Nothing is looked up by name, in a file or elsewhere. */
  templates: {},
  relativeReference: false,
  parseLimit: MAX_TEMPLATE_LENGTH,
  /** Milliseconds of one rendering, whose loops end there. */
  renderLimit: 500,
  /** Items that loops, ranges and filters may make. */
  memoryLimit: 1_000_000,
} as const;

const sandboxed = (form: 'text' | 'html'): Liquid => {
  const engine = new Liquid({ ...LIMITS, ...(form === 'html' && { outputEscape: 'escape' as const }) });
  const tags: readonly string[] = ALLOWED_TAGS;
  const filters: readonly string[] = ALLOWED_FILTERS;
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.includes(name)) delete engine.filters[name];
  return engine;
};

export type TemplateForm = 'text' | 'html';

/** What is put into HTML is escaped: a buyer's name is not markup. */
export const ENGINES: Readonly<Record<TemplateForm, Liquid>> = madeOnDemand({
  text: () => sandboxed('text'),
  html: () => sandboxed('html'),
});

/** A template could not be rendered. The message is the engine's and holds no values. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Compiled templates that a function holds; the built-in ones of every type and language are some hundreds. */
const MAX_COMPILED = 500;
const compiled: Readonly<Record<TemplateForm, Map<string, Template[]>>> = { text: new Map(), html: new Map() };

const compile = (form: TemplateForm, text: string): Template[] => {
  const known = compiled[form];
  const template = known.get(text) ?? ENGINES[form].parse(text);
  // The oldest goes, by the order of a map; a used one becomes the newest.
  known.delete(text);
  known.set(text, template);
  const [oldest] = known.size > MAX_COMPILED ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  return template;
};

/**
 * Fills a template.
 *
 * @throws TemplateError where it cannot be read, takes too long or makes too much.
 */
export const fillTemplate = (form: TemplateForm, text: string, values: TemplateValues): string => {
  let output: string;
  try {
    output = String(ENGINES[form].renderSync(compile(form, text), values));
  } catch (error) {
    throw new TemplateError(error instanceof Error ? error.message.slice(0, 300) : 'not an error', { cause: error });
  }
  if (output.length <= MAX_OUTPUT_LENGTH) return output;
  throw new TemplateError(`The message has more than ${MAX_OUTPUT_LENGTH} characters`);
};
