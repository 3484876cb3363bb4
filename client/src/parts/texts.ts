import type { Locale } from '../../../shared/contract/locale.ts';
import type { ConnectionState } from '../live/connection.ts';

/** What parts say beside the words of tracking. */
export interface PartTexts {
  readonly order: string;
  readonly progress: string;
  readonly timeline: string;
  readonly expected: string;
  /** Of a time that has passed. */
  readonly wasExpected: string;
  readonly loading: string;
  readonly ended: string;
  readonly failed: string;
  readonly connection: Readonly<Record<ConnectionState, string>>;
}

export const PART_TEXTS: Readonly<Record<Locale, PartTexts>> = {
  en: {
    order: 'Order',
    progress: 'Progress',
    timeline: 'What has happened so far',
    expected: 'Expected',
    wasExpected: 'Was expected',
    loading: 'Loading…',
    ended: 'This link does not open the order any more.',
    failed: 'The order could not be read.',
    connection: {
      connecting: 'Connecting…',
      live: 'Live',
      polling: 'Updates every few seconds',
      offline: 'Offline: showing the last known state',
    },
  },
  es: {
    order: 'Pedido',
    progress: 'Progreso',
    timeline: 'Lo que ha pasado hasta ahora',
    expected: 'Se espera',
    wasExpected: 'Se esperaba',
    loading: 'Cargando…',
    ended: 'Este enlace ya no abre el pedido.',
    failed: 'No se ha podido leer el pedido.',
    connection: {
      connecting: 'Conectando…',
      live: 'En directo',
      polling: 'Se actualiza cada pocos segundos',
      offline: 'Sin conexión: se muestra lo último que se sabe',
    },
  },
  ro: {
    order: 'Comanda',
    progress: 'Progres',
    timeline: 'Ce s-a întâmplat până acum',
    expected: 'Se așteaptă',
    wasExpected: 'Era așteptată',
    loading: 'Se încarcă…',
    ended: 'Acest link nu mai deschide comanda.',
    failed: 'Comanda nu a putut fi citită.',
    connection: {
      connecting: 'Se conectează…',
      live: 'În direct',
      polling: 'Se actualizează la câteva secunde',
      offline: 'Fără conexiune: se arată ultima stare cunoscută',
    },
  },
  ru: {
    order: 'Заказ',
    progress: 'Ход выполнения',
    timeline: 'Что уже произошло',
    expected: 'Ожидается',
    wasExpected: 'Ожидалось',
    loading: 'Загрузка…',
    ended: 'Эта ссылка больше не открывает заказ.',
    failed: 'Не удалось прочитать заказ.',
    connection: {
      connecting: 'Подключение…',
      live: 'В реальном времени',
      polling: 'Обновляется каждые несколько секунд',
      offline: 'Нет сети: показано последнее известное состояние',
    },
  },
};
