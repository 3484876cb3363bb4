import type { Words } from '../../shared/i18n/words.ts';
import { enWords } from '../../shared/i18n/words-en.ts';
import { esWords } from '../../shared/i18n/words-es.ts';

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
};

/** The first of the reader's languages that we speak, else English. */
export const textsFor = (languages: readonly string[]): PageTexts => {
  for (const language of languages) {
    if (language.toLowerCase().startsWith('es')) return spanish;
    if (language.toLowerCase().startsWith('en')) return english;
  }
  return english;
};
