import { enWords } from '../../shared/i18n/words-en.ts';
import type { PageTexts } from './texts-shape.ts';

export const english: PageTexts = {
  ...enWords,
  language: 'en',
  order: 'Order',
  history: 'What has happened so far',
  estimated: 'Estimated delivery:',
  progress: 'Progress',
  unknown: 'We do not know this number yet',
  unknownHint:
    'Please check it for typing errors. A new parcel can take a few hours to appear: this page keeps looking.',
  failed: 'The status cannot be loaded right now. We keep trying.',
  withoutNetwork: 'You are offline. The page goes on by itself when the network is back.',
  knownAt: 'This is what was known at {{ when }}.',
  languages: 'Language',
  support: 'Questions?',
  next: 'Next:',
  map: 'Show on a map',
  yours: 'Is this your order? Have a link to it sent to you',
  withoutScript: 'Without JavaScript this page does not move by itself: it is loaded anew every minute.',
  driver: 'Your driver was here at {{ when }}',
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Updates every few seconds',
  offline: 'Offline',
  link: {
    ended: 'This link is no longer valid',
    endedHint: 'A link works for a few months, and only with its whole address. You can have a new one sent to you.',
    title: 'Get a new link',
    orderNumber: 'Order number',
    orderNumberHint: 'As in your confirmation, for example ORD-2026-001234',
    proof: 'E-mail address or postcode',
    proofHint: 'The address that you ordered with, or the postcode that the order goes to',
    send: 'Send me the link',
    sending: 'Sending…',
    accepted:
      'If this matches an order, an e-mail with its link is on its way to the address on the order. Please check your spam folder too.',
    notUnderstood: 'Please check the order number, and the e-mail address or postcode.',
    tooMany: 'Too many requests. Please try again {{ when }}.',
    failed: 'That did not work. Please try again.',
  },
};
