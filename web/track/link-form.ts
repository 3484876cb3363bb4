/// <reference lib="dom" />
import { byId, put } from './elements.ts';
import { type LinkRequested, requestLink } from './request-link.ts';
import type { LinkTexts } from './texts-shape.ts';

/** `in 3 minutes`: nobody waits by the second. */
const whenText = (seconds: number, dateLocale: string): string =>
  new Intl.RelativeTimeFormat(dateLocale).format(Math.ceil(seconds / 60), 'minute');

const responseText = (requested: LinkRequested, texts: LinkTexts, dateLocale: string): string => {
  if (requested.outcome === 'accepted') return texts.accepted;
  if (requested.outcome === 'not_understood') return texts.notUnderstood;
  return requested.outcome === 'too_many'
    ? texts.tooMany.replace('{{ when }}', whenText(requested.retryAfterSeconds, dateLocale))
    : texts.failed;
};

const input = (id: string): HTMLInputElement => {
  const found = byId(id);
  if (!(found instanceof HTMLInputElement)) throw new Error(`#${id} is no field`);
  return found;
};

/**
 * Shows the form that has the order's link mailed. The policy lets no form be sent: it is asked for by script, and the
 * reader stays where they are. What came of it is said in a region that screen readers read out.
 */
export const showLinkForm = (texts: LinkTexts, dateLocale: string): void => {
  const [orderNumber, proof, response] = [input('link-number'), input('link-proof'), byId('link-result')];
  put('link-title', texts.title);
  put('link-number-label', texts.orderNumber);
  put('link-number-hint', texts.orderNumberHint);
  put('link-proof-label', texts.proof);
  put('link-proof-hint', texts.proofHint);
  put('link-send', texts.send);
  let isSending = false;

  const send = async (): Promise<void> => {
    isSending = true;
    response.textContent = texts.sending;
    const requested = await requestLink(orderNumber.value, proof.value);
    response.textContent = responseText(requested, texts, dateLocale);
    response.dataset.outcome = requested.outcome;
    for (const field of [orderNumber, proof]) {
      field.setAttribute('aria-invalid', String(requested.outcome === 'not_understood'));
    }
    isSending = false;
  };

  byId('link-form').onsubmit = (event) => {
    event.preventDefault();
    if (!isSending) void send();
  };
  byId('link-card').hidden = false;
};
