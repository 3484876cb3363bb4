import type { Locale } from '../../shared/contract/locale.ts';

/** The words of the first page, and of what follows its form. */
export interface HomeTexts {
  readonly title: string;
  readonly parcel: string;
  readonly parcelHint: string;
  readonly follow: string;
  readonly order: string;
  readonly orderIntroduction: string;
  readonly orderNumber: string;
  readonly orderNumberHint: string;
  readonly email: string;
  readonly emailHint: string;
  readonly send: string;
  readonly requested: string;
  /** The same whether or not there is such an order. */
  readonly requestedHint: string;
  readonly back: string;
  readonly links: string;
  readonly documentation: string;
  readonly control: string;
}

export const HOME_TEXTS: Readonly<Record<Locale, HomeTexts>> = {
  en: {
    title: 'Where is my order?',
    parcel: 'Tracking number',
    parcelHint: 'As it is printed on the label or in your message; spaces do not matter',
    follow: 'Track the parcel',
    order: 'Do you have an order number?',
    orderIntroduction: 'We will send you a link that opens your order.',
    orderNumber: 'Order number',
    orderNumberHint: 'As in your confirmation, for example ORD-2026-001234',
    email: 'E-mail address',
    emailHint: 'The one that you ordered with',
    send: 'Send me the link',
    requested: 'Check your e-mail',
    requestedHint:
      'If this matches an order, an e-mail with its link is on its way to the address on the order. Check your spam folder too.',
    back: 'Back to the home page',
    links: 'More',
    documentation: 'API documentation',
    control: 'Control page of the local cloud',
  },
  es: {
    title: '¿Dónde está mi pedido?',
    parcel: 'Número de seguimiento',
    parcelHint: 'Como aparece en la etiqueta o en tu mensaje; los espacios no importan',
    follow: 'Seguir el paquete',
    order: '¿Tienes un número de pedido?',
    orderIntroduction: 'Te enviaremos un enlace que abre tu pedido.',
    orderNumber: 'Número de pedido',
    orderNumberHint: 'Como en tu confirmación, por ejemplo ORD-2026-001234',
    email: 'Correo electrónico',
    emailHint: 'El correo con el que compraste',
    send: 'Enviarme el enlace',
    requested: 'Mira tu correo',
    requestedHint:
      'Si los datos corresponden a un pedido, un correo con su enlace va de camino a la dirección del pedido. Mira también en la carpeta de spam.',
    back: 'Volver al inicio',
    links: 'Más',
    documentation: 'Documentación de la API',
    control: 'Página de control de la nube local',
  },
  ro: {
    title: 'Unde este comanda mea?',
    parcel: 'Număr de urmărire',
    parcelHint: 'Așa cum apare pe etichetă sau în mesajul primit; spațiile nu contează',
    follow: 'Urmărește coletul',
    order: 'Ai un număr de comandă?',
    orderIntroduction: 'Îți trimitem un link care deschide comanda ta.',
    orderNumber: 'Numărul comenzii',
    orderNumberHint: 'Ca în confirmare, de exemplu ORD-2026-001234',
    email: 'Adresa de e-mail',
    emailHint: 'Cea cu care ai comandat',
    send: 'Trimite-mi linkul',
    requested: 'Verifică e-mailul',
    requestedHint:
      'Dacă datele corespund unei comenzi, un e-mail cu linkul ei este pe drum spre adresa din comandă. Verifică și folderul de spam.',
    back: 'Înapoi la pagina principală',
    links: 'Mai multe',
    documentation: 'Documentația API-ului',
    control: 'Pagina de control a cloudului local',
  },
  ru: {
    title: 'Где мой заказ?',
    parcel: 'Трек-номер',
    parcelHint: 'Как на этикетке или в сообщении; пробелы не важны',
    follow: 'Отследить посылку',
    order: 'Есть номер заказа?',
    orderIntroduction: 'Мы отправим ссылку, которая откроет ваш заказ.',
    orderNumber: 'Номер заказа',
    orderNumberHint: 'Как в подтверждении, например ORD-2026-001234',
    email: 'Электронная почта',
    emailHint: 'Адрес, на который оформлен заказ',
    send: 'Отправить ссылку',
    requested: 'Проверьте почту',
    requestedHint:
      'Если данные соответствуют заказу, письмо со ссылкой уже идёт на адрес, указанный в заказе. Проверьте и папку «Спам».',
    back: 'На главную',
    links: 'Ещё',
    documentation: 'Документация API',
    control: 'Страница управления локальным облаком',
  },
};
