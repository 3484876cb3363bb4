import type { RenderRequest } from '../../channel.ts';
import { renderTexts } from '../../templates/render-texts.ts';

/** What an entry of the inbox says. */
export const render = (request: RenderRequest): { readonly title: string; readonly body: string } => {
  const { subject, content } = renderTexts(request);
  return { title: subject, body: content.trim() };
};
