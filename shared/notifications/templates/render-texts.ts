import type { RenderRequest } from '../channel.ts';
import { builtInTexts, textsOfType } from './built-in.ts';
import { fillTemplate, type TemplateForm } from './engine.ts';
import { type TemplateTexts, templateTypeOf } from './template.ts';
import { factValues } from './values.ts';
import type { TemplateValues } from './variables.ts';

/** Whatever was put into it, a subject or a title is one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

export interface RenderedTexts {
  /** Empty where the channel has none. */
  readonly subject: string;
  readonly content: string;
  readonly values: TemplateValues;
  readonly template: TemplateTexts;
}

type TextChannel = Parameters<typeof builtInTexts>[0]['channel'];

/** The values of a message: `statusMessage` is what the built-in text of the channel says. */
export const templateValues = (request: RenderRequest, channel: TextChannel): TemplateValues => {
  const { type, locale, facts } = request.notification;
  const values = factValues(request);
  const { body, subject } = textsOfType(templateTypeOf(type, facts), locale);
  return { ...values, statusMessage: fillTemplate('text', channel === 'email' ? body : subject, values) };
};

/**
 * Fills the template of the request, or else the built-in one.
 *
 * @throws TemplateError where a template of the request cannot be filled.
 */
export const renderTexts = (request: RenderRequest, channel: TextChannel, form: TemplateForm): RenderedTexts => {
  const { type, locale, facts } = request.notification;
  const slot = { type: templateTypeOf(type, facts), channel, language: locale };
  const template = request.template ?? builtInTexts(slot);
  const values = templateValues(request, channel);
  const subject = template.subject === undefined ? undefined : fillTemplate('text', template.subject, values);
  return {
    subject: oneLine(subject ?? ''),
    content: fillTemplate(form, template.content, values),
    values,
    template,
  };
};
