import { describe, expect, it } from 'vitest';
import { consentIn } from '../../../../shared/notifications/receipts/receipt.ts';

describe('a reply', () => {
  it.each([
    ...[
      'STOP',
      ' Stop. ',
      'STOP!!',
      '"stop"',
      'ＳＴＯＰ',
      'S\u200bTOP',
      'STOP ALL',
      'opt-out',
      'Revoke',
      'unsubscribe',
    ],
    ...['BAJA', '¡Alto!', 'No más', 'Darme de baja', 'Renunță', 'renunţă', 'Dezabonează-mă', 'СТОП', 'Отписаться.'],
  ])('%s says that no more is wanted', (text) => {
    expect(consentIn(text)).toBe('stop');
  });

  it.each(['START', 'unstop', 'Alta', 'Старт'])('%s says that it is wanted again', (text) => {
    expect(consentIn(text)).toBe('start');
  });

  it.each(['', 'stop by at noon?', 'please do not stop', 'cancel my order', 'yes', 'no', 'The end', 'стоп-линия где?'])(
    '%s says neither',
    (text) => {
      expect(consentIn(text)).toBeUndefined();
    },
  );
});
