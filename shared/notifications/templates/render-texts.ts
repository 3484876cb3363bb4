import type { ChannelTemplate } from '../../contract/channel-descriptor.ts';
import type { RenderRequest } from '../channel.ts';
import { builtInTexts, channelTemplate, textsOfType } from './built-in.ts';
import { fillTemplate } from './engine.ts';
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

/** The values of a message: `statusMessage` is what the built-in text says, in a line where there is little room. */
const valuesFor = (request: RenderRequest, { form }: ChannelTemplate): TemplateValues => {
  const { type, locale, facts } = request.notification;
  const values = factValues(request);
  const { body, subject } = textsOfType(templateTypeOf(type, facts), locale);
  return { ...values, statusMessage: fillTemplate('text', form === 'html' ? body : subject, values) };
};

/**
 * Fills the template of the request, or else the built-in one.
 *
 * @throws TemplateError where a template of the request cannot be filled.
 */
export const renderTexts = (
  request: RenderRequest,
  own: ChannelTemplate = channelTemplate(request.notification.channel),
): RenderedTexts => {
  const { type, locale, facts } = request.notification;
  const template = request.template ?? builtInTexts({ type: templateTypeOf(type, facts), language: locale }, own);
  const values = valuesFor(request, own);
  return {
    subject: oneLine(template.subject === undefined ? '' : fillTemplate('text', template.subject, values)),
    content: fillTemplate(own.form, template.content, values),
    values,
    template,
  };
};
