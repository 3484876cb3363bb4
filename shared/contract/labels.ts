/** Words that say what a number is, as they stand before it on paper, in mails and in forms; folded. */

/** `Order no. 173`, `Pedido nº 173`, `Bestellnummer: 173`, `Заказ № 173`. */
export const LABELS: ReadonlySet<string> = new Set(
  [
    ['order', 'orders', 'ordernumber', 'orderno', 'orderid', 'no', 'nr', 'num', 'number', 'id', 'ref', 'reference'],
    [
      'tracking',
      'trackingnumber',
      'trackingno',
      'parcel',
      'package',
      'shipment',
      'awb',
      'phone',
      'tel',
      'mail',
      'mailto',
    ],
    [
      'pedido',
      'numero',
      'nro',
      'referencia',
      'envio',
      'paquete',
      'guia',
      'seguimiento',
      'localizador',
      'telefono',
      'correo',
    ],
    ['bestellung', 'bestellnummer', 'bestellnr', 'auftrag', 'auftragsnummer', 'nummer'],
    ['sendung', 'sendungsnummer', 'sendungsnr', 'paket', 'paketnummer', 'telefon'],
    ['commande', 'colis', 'suivi', 'ordine', 'spedizione', 'pacco', 'encomenda', 'rastreio'],
    ['bestelling', 'bestelnummer', 'zamowienie', 'numer', 'przesylka'],
    ['comanda', 'comenzii', 'numar', 'numarul', 'colet', 'coletului', 'urmarire'],
    ['заказ', 'заказа', 'номер', 'посылка', 'посылки', 'отправление', 'трек', 'тел', 'телефон'],
  ].flat(),
);

/** They stand between the others: `número de pedido`, `mi pedido es`. */
export const FILLERS: ReadonlySet<string> = new Set([
  ...['my', 'the', 'is', 'of', 'for', 'de', 'del', 'la', 'el', 'mi', 'es', 'su', 'tu'],
  ...['meine', 'die', 'der', 'ist', 'ma', 'est', 'du', 'il', 'mio', 'mea', 'este', 'мой'],
]);
