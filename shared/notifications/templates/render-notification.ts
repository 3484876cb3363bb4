import type { RenderedMessage, RenderRequest } from '../channel.ts';
import type { ActiveTemplates } from './active-templates.ts';
import { TemplateError } from './engine.ts';
import { type TemplateVersion, templateTypeOf } from './template.ts';

/** A message, and the template that it was made with where somebody wrote one. */
export interface RenderedNotification {
  readonly message: RenderedMessage;
  readonly template?: { readonly templateId: string; readonly version: number };
  /** Why the template of the slot was not used. */
  readonly failure?: TemplateError;
}

/** Renders a message of a channel. */
export type Render = (request: RenderRequest) => RenderedMessage;

const withTemplate = (render: Render, request: RenderRequest, template: TemplateVersion): RenderedNotification => {
  try {
    const { templateId, version } = template;
    return { message: render({ ...request, template }), template: { templateId, version } };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { message: render(request), failure: error };
  }
};

/**
 * Renders a notification by the template that somebody wrote for its type, channel and language, else by the built-in
 * one. One that fails is recorded, for whoever wrote it to see, and the built-in one is sent.
 */
export const renderNotification = async (
  render: Render,
  request: RenderRequest,
  templates: ActiveTemplates,
): Promise<RenderedNotification> => {
  const { type, channel, locale, facts } = request.notification;
  const template = await templates.find({ type: templateTypeOf(type, facts), channel, language: locale });
  if (template === undefined) return { message: render(request) };
  const rendered = withTemplate(render, request, template);
  if (rendered.failure) await templates.reportFailure(template, rendered.failure.message);
  return rendered;
};
