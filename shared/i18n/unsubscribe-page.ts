/** The page behind the link that stops messages of a kind. */
import type { Locale } from '../contract/locale.ts';

interface Texts {
  readonly title: string;
  readonly question: string;
  readonly button: string;
  readonly done: string;
}

const TEXTS: Readonly<Record<Locale, Texts>> = {
  en: {
    title: 'Unsubscribe',
    question: 'Stop receiving updates of this kind? You will still get confirmations, cancellations and refunds.',
    button: 'Unsubscribe',
    done: 'You will no longer receive updates of this kind.',
  },
  es: {
    title: 'Cancelar suscripción',
    question: '¿No quieres más avisos de este tipo? Seguirás recibiendo confirmaciones, cancelaciones y reembolsos.',
    button: 'Cancelar suscripción',
    done: 'No recibirás más avisos de este tipo.',
  },
  ro: {
    title: 'Dezabonare',
    question:
      'Nu mai vrei mesaje de acest fel? Confirmările, anulările și rambursările vor ajunge în continuare la tine.',
    button: 'Dezabonează-mă',
    done: 'Nu vei mai primi mesaje de acest fel.',
  },
  ru: {
    title: 'Отписка от сообщений',
    question: 'Больше не присылать такие сообщения? Подтверждения, отмены и возвраты будут приходить по-прежнему.',
    button: 'Отписаться',
    done: 'Такие сообщения больше не будут приходить.',
  },
};

export const unsubscribePage = (locale: Locale, isDone: boolean): string => {
  const { title, question, button, done } = TEXTS[locale];
  const content = isDone
    ? `<p role="status">${done}</p>`
    : `<p>${question}</p><form method="post"><button type="submit">${button}</button></form>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}button{font:inherit;padding:.6rem 1.2rem}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
};
