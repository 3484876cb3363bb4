/** What people read in their inbox when an address of theirs is not used any more. `{address}` is the masked address. */
import type { Locale } from '../contract/locale.ts';

export interface ContactNotice {
  readonly title: string;
  readonly body: string;
}

type Reason = 'unreachable' | 'unwanted';

const NOTICES: Readonly<Record<Locale, Readonly<Record<Reason, ContactNotice>>>> = {
  en: {
    unreachable: {
      title: 'We cannot reach you',
      body: 'A message to {address} came back, so we no longer use this address. Check it in your notification settings.',
    },
    unwanted: {
      title: 'We have stopped writing to you',
      body: 'You asked us to stop sending messages to {address}. You can turn them on again in your notification settings.',
    },
  },
  es: {
    unreachable: {
      title: 'No podemos contactar contigo',
      body: 'Un mensaje a {address} ha sido devuelto, así que ya no usamos esa dirección. Compruébala en tus ajustes de avisos.',
    },
    unwanted: {
      title: 'Hemos dejado de escribirte',
      body: 'Has pedido no recibir más mensajes en {address}. Puedes volver a activarlos en tus ajustes de avisos.',
    },
  },
  ro: {
    unreachable: {
      title: 'Nu te putem contacta',
      body: 'Un mesaj trimis la {address} s-a întors, așa că nu mai folosim această adresă. Verific-o în setările de notificări.',
    },
    unwanted: {
      title: 'Nu îți mai scriem',
      body: 'Ai cerut să nu mai primești mesaje la {address}. Le poți reactiva în setările de notificări.',
    },
  },
  ru: {
    unreachable: {
      title: 'Мы не можем с вами связаться',
      body: 'Сообщение на {address} вернулось, поэтому мы больше туда не пишем. Проверьте адрес в настройках уведомлений.',
    },
    unwanted: {
      title: 'Мы больше вам не пишем',
      body: 'Вы попросили не присылать сообщения на {address}. Их можно снова включить в настройках уведомлений.',
    },
  },
};

export const contactNotice = (locale: Locale, isWanted: boolean, address: string): ContactNotice => {
  const { title, body } = NOTICES[locale][isWanted ? 'unreachable' : 'unwanted'];
  return { title, body: body.replace('{address}', address) };
};
