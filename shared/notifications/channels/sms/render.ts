import type { RenderRequest } from '../../channel.ts';
import { oneLine, renderTexts } from '../../templates/render-texts.ts';
import { smsTemplate } from './built-in.ts';
import { asGsmText, smsSize } from './segments.ts';

export type SmsMessage = {
  readonly text: string;
  /** In how many messages it is sent and paid for, and how its characters are written. */
  readonly segments?: string;
  readonly encoding?: string;
};

/** One text, in as few segments as its words allow. */
export const renderSms = (request: RenderRequest): SmsMessage => {
  const text = asGsmText(oneLine(renderTexts(request, smsTemplate).content));
  const { segments, encoding } = smsSize(text);
  return { text, segments: String(segments), encoding };
};

export { renderSms as render };
