import type { RenderRequest } from '../../channel.ts';
import { oneLine, renderTexts } from '../../templates/render-texts.ts';

/** `url` is the page that a tap opens; empty where it leads nowhere. */
export type PushMessage = {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly type: string;
};

/** Phones show about this much of a notification, and FCM takes 4,096 bytes of all its parts. */
const MAX_TITLE = 120;
const MAX_BODY = 400;

const cut = (text: string, max: number): string => {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
};

/** What a phone or a browser shows. */
export const renderPush = (request: RenderRequest): PushMessage => {
  const { subject, content } = renderTexts(request);
  return {
    title: cut(subject, MAX_TITLE),
    body: cut(oneLine(content), MAX_BODY),
    url: request.link,
    type: request.notification.type,
  };
};

export { renderPush as render };
