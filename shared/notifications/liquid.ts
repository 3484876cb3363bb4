import { Liquid, type Template } from 'liquidjs';

/** Texts are data: no file is ever read, no unknown name passes in silence. */
const LIMITS = { strictFilters: true, ownPropertyOnly: true, globals: {} } as const;

const plainText = new Liquid(LIMITS);
/** Everything that is put into a page is escaped: a buyer's name is not markup. */
const html = new Liquid({ ...LIMITS, outputEscape: 'escape' });

const parsed = new Map<Liquid, Map<string, Template[]>>();

const fill = (engine: Liquid, text: string, values: Readonly<Record<string, unknown>>): string => {
  const known = parsed.get(engine) ?? new Map<string, Template[]>();
  parsed.set(engine, known);
  const template = known.get(text) ?? engine.parse(text);
  known.set(text, template);
  return String(engine.renderSync(template, values));
};

export const fillText = (text: string, values: Readonly<Record<string, unknown>>): string =>
  fill(plainText, text, values);

export const fillHtml = (text: string, values: Readonly<Record<string, unknown>>): string => fill(html, text, values);
