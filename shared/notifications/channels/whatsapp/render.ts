import type { RenderRequest } from '../../channel.ts';
import { oneLine, renderTexts } from '../../templates/render-texts.ts';
import { templateTypeOf } from '../../templates/template.ts';
import type { TemplateValues } from '../../templates/variables.ts';
import { approvedName, whatsAppTemplate } from './built-in.ts';

/**
 * A message by a template that Meta has approved under `template` in `language`.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates
 */
export type WhatsAppMessage = {
  readonly template: string;
  readonly language: string;
  /** JSON array of the texts of `{{1}}`, `{{2}}`, … of the approved body. */
  readonly parameters: string;
  /** The whole text, as the reader sees it. */
  readonly body: string;
};

const OUTPUT = /\{\{-?\s*(\w+)\s*-?\}\}/g;

/** Names of the variables by their places in the approved body; one that comes twice has one place. */
const parameterNames = (content: string): readonly string[] => [
  ...new Set([...content.matchAll(OUTPUT)].map(([, name = '']) => name)),
];

/** The body as it is submitted to Meta, with numbered places. */
export const approvedBody = (content: string): string => {
  const names = parameterNames(content);
  return content.replace(OUTPUT, (_output, name: string) => `{{${names.indexOf(name) + 1}}}`);
};

/** Meta refuses a parameter that is empty or has line breaks, tabs or more than four spaces. */
const parameterOf = (values: TemplateValues, name: string): string => {
  const value: unknown = values[name as keyof TemplateValues];
  return (typeof value === 'string' ? oneLine(value) : '') || '-';
};

export const renderWhatsApp = (request: RenderRequest): WhatsAppMessage => {
  const { type, locale, facts } = request.notification;
  const rendered = renderTexts(request, whatsAppTemplate);
  const names = parameterNames(rendered.template.content);
  return {
    template: rendered.template.approvedName ?? approvedName(templateTypeOf(type, facts)),
    language: locale,
    parameters: JSON.stringify(names.map((name) => parameterOf(rendered.values, name))),
    body: rendered.content,
  };
};

export { renderWhatsApp as render };
