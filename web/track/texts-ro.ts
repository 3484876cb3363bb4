import { roWords } from '../../shared/i18n/words-ro.ts';
import type { PageTexts } from './texts-shape.ts';

export const romanian: PageTexts = {
  ...roWords,
  language: 'ro',
  order: 'Comanda',
  history: 'Ce s-a întâmplat până acum',
  estimated: 'Livrare estimată:',
  progress: 'Progres',
  unknown: 'Încă nu cunoaștem acest număr',
  unknownHint: 'Verifică dacă este scris corect. Un colet nou poate apărea abia după câteva ore: căutăm în continuare.',
  failed: 'Starea nu poate fi încărcată acum. Încercăm în continuare.',
  withoutNetwork: 'Nu ai conexiune. Pagina continuă singură când revine rețeaua.',
  knownAt: 'Aceasta este starea cunoscută la {{ when }}.',
  languages: 'Limba',
  support: 'Întrebări?',
  connecting: 'Se conectează…',
  live: 'În timp real',
  polling: 'Se actualizează la câteva secunde',
  offline: 'Fără conexiune',
  link: {
    ended: 'Acest link nu mai este valabil',
    endedHint: 'Un link funcționează câteva luni și numai cu adresa lui întreagă. Poți cere unul nou.',
    title: 'Cere un link nou',
    orderNumber: 'Numărul comenzii',
    orderNumberHint: 'Ca în confirmare, de exemplu ORD-2026-001234',
    proof: 'Adresa de e-mail sau codul poștal',
    proofHint: 'Adresa cu care ai comandat sau codul poștal de livrare',
    send: 'Trimite-mi linkul',
    sending: 'Se trimite…',
    accepted:
      'Dacă datele corespund unei comenzi, un e-mail cu linkul ei este pe drum spre adresa din comandă. Verifică și folderul de spam.',
    notUnderstood: 'Verifică numărul comenzii și adresa de e-mail sau codul poștal.',
    tooMany: 'Linkul a fost cerut de prea multe ori. Încearcă din nou {{ when }}.',
    failed: 'Nu a funcționat. Încearcă din nou.',
  },
};
