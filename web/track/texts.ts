import type { Words } from '../../shared/i18n/words.ts';
import { enWords } from '../../shared/i18n/words-en.ts';
import { esWords } from '../../shared/i18n/words-es.ts';

/** Of a link that opens nothing any more, and of the form that has another one mailed. */
export interface LinkTexts {
  readonly ended: string;
  readonly endedHint: string;
  readonly title: string;
  readonly orderNumber: string;
  readonly orderNumberHint: string;
  readonly proof: string;
  readonly proofHint: string;
  readonly send: string;
  readonly sending: string;
  /** The same whether or not there is such an order. */
  readonly accepted: string;
  readonly notUnderstood: string;
  /** With `{{ when }}`. */
  readonly tooMany: string;
  readonly failed: string;
}

export interface PageTexts extends Words {
  readonly language: string;
  readonly order: string;
  readonly history: string;
  readonly estimated: string;
  readonly progress: string;
  readonly unknown: string;
  readonly unknownHint: string;
  readonly failed: string;
  readonly connecting: string;
  readonly live: string;
  readonly polling: string;
  readonly link: LinkTexts;
}

const english: PageTexts = {
  ...enWords,
  language: 'en',
  order: 'Order',
  history: 'What happened so far',
  estimated: 'Estimated delivery:',
  progress: 'Progress',
  unknown: 'We do not know this number yet',
  unknownHint:
    'Please check it for typing errors. A new parcel can take some hours to appear: this page keeps looking.',
  failed: 'The status cannot be loaded right now. We keep trying.',
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Updates every few seconds',
  link: {
    ended: 'This link is not valid any more',
    endedHint: 'A link works for some months, and only with its whole address. You can have a new one sent to you.',
    title: 'Get a new link',
    orderNumber: 'Order number',
    orderNumberHint: 'As in your confirmation, for example ORD-2026-001234',
    proof: 'E-mail address or postcode',
    proofHint: 'The address that you ordered with, or the postcode that the order goes to',
    send: 'Send me the link',
    sending: 'Sending…',
    accepted:
      'If this fits an order, a mail with its link is on the way to the address of the order. Please look into your spam folder too.',
    notUnderstood: 'Please check the order number, and the e-mail address or postcode.',
    tooMany: 'That was asked too often. Please try again {{ when }}.',
    failed: 'That did not work. Please try again.',
  },
};

const spanish: PageTexts = {
  ...esWords,
  language: 'es',
  order: 'Pedido',
  history: 'Lo que ha pasado hasta ahora',
  estimated: 'Entrega estimada:',
  progress: 'Progreso',
  unknown: 'Todavía no conocemos este número',
  unknownHint:
    'Comprueba que esté bien escrito. Un paquete nuevo puede tardar unas horas en aparecer: seguimos mirando.',
  failed: 'Ahora mismo no podemos cargar el estado. Lo seguimos intentando.',
  connecting: 'Conectando…',
  live: 'En directo',
  polling: 'Se actualiza cada pocos segundos',
  link: {
    ended: 'Este enlace ya no es válido',
    endedHint: 'Un enlace funciona durante unos meses y solo con su dirección completa. Puedes pedir uno nuevo.',
    title: 'Pide un enlace nuevo',
    orderNumber: 'Número de pedido',
    orderNumberHint: 'Como en tu confirmación, por ejemplo ORD-2026-001234',
    proof: 'Correo electrónico o código postal',
    proofHint: 'El correo con el que compraste, o el código postal de entrega',
    send: 'Enviadme el enlace',
    sending: 'Enviando…',
    accepted:
      'Si los datos corresponden a un pedido, un correo con su enlace va de camino a la dirección del pedido. Mira también en la carpeta de spam.',
    notUnderstood: 'Comprueba el número de pedido y el correo electrónico o código postal.',
    tooMany: 'Se ha pedido demasiadas veces. Vuelve a probar {{ when }}.',
    failed: 'No ha funcionado. Inténtalo de nuevo.',
  },
};

/** The first of the reader's languages that we speak, else English. */
export const textsFor = (languages: readonly string[]): PageTexts => {
  for (const language of languages) {
    if (language.toLowerCase().startsWith('es')) return spanish;
    if (language.toLowerCase().startsWith('en')) return english;
  }
  return english;
};
