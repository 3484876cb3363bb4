import { Liquid, type Template } from 'liquidjs';
import { madeOnDemand } from '../made-on-demand.ts';

/** Texts are data: no file is ever read, no unknown name passes in silence. */
const LIMITS = { strictFilters: true, ownPropertyOnly: true, globals: {} } as const;

const ENGINES = madeOnDemand({
  text: () => new Liquid(LIMITS),
  /** Everything that is put into a page is escaped: a buyer's name is not markup. */
  html: () => new Liquid({ ...LIMITS, outputEscape: 'escape' }),
});

const parsed = new Map<Liquid, Map<string, Template[]>>();

const fill = (engine: Liquid, text: string, values: Readonly<Record<string, unknown>>): string => {
  const known = parsed.get(engine) ?? new Map<string, Template[]>();
  parsed.set(engine, known);
  const template = known.get(text) ?? engine.parse(text);
  known.set(text, template);
  return String(engine.renderSync(template, values));
};

export const fillText = (text: string, values: Readonly<Record<string, unknown>>): string =>
  fill(ENGINES.text, text, values);

export const fillHtml = (text: string, values: Readonly<Record<string, unknown>>): string =>
  fill(ENGINES.html, text, values);
