import type { RenderRequest } from '../../channel.ts';
import { oneLine, renderTexts } from '../../templates/render-texts.ts';
import { smsTemplate } from './built-in.ts';
import { asGsmText } from './segments.ts';

export type SmsMessage = { readonly text: string };

/** One text, in as few segments as its words allow. */
export const renderSms = (request: RenderRequest): SmsMessage => ({
  text: asGsmText(oneLine(renderTexts(request, smsTemplate).content)),
});
