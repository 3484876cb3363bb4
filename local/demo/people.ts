/** Whose parcels are on the way in the demonstration, and what happens to each. */
export interface Customer {
  readonly buyerId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly locale: 'es' | 'en' | 'ro' | 'ru';
  readonly item: { readonly name: string; readonly quantity: number; readonly unitPrice: string };
  readonly totalAmount: string;
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly postalCode: string;
    readonly country: string;
  };
  readonly orderType: 'standard' | 'farm' | 'grocery';
  /** Who brings it; nobody brings what is picked up, and the shop's own driver other groceries. */
  readonly carrier?: 'fedex' | 'ups' | 'dhl' | 'correos' | 'uber' | 'doordash';
  /** No webhook is ever sent of it: it moves when its carrier is asked, minutes after it was handed over, then every two hours. */
  readonly isPolled?: true;
  /** What goes wrong before it goes well. */
  readonly trouble?: 'weather' | 'nobody_in';
}

export const SHOP = 'demo-shop';

export const CUSTOMERS: readonly Customer[] = [
  {
    buyerId: 'demo-ana',
    name: 'Ana Ruiz',
    email: 'ana@demo.example',
    phone: '+34600111222',
    locale: 'es',
    item: { name: 'Aceite de oliva virgen extra, 1 l', quantity: 2, unitPrice: '12.50' },
    totalAmount: '25.00',
    address: { line1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28001', country: 'ES' },
    orderType: 'standard',
    carrier: 'correos',
  },
  {
    buyerId: 'demo-ben',
    name: 'Ben Clarke',
    email: 'ben@demo.example',
    phone: '+447700900123',
    locale: 'en',
    item: { name: 'Walking boots, size 43', quantity: 1, unitPrice: '89.90' },
    totalAmount: '89.90',
    address: { line1: '12 Harbour Street', city: 'Bristol', postalCode: 'BS1 4QA', country: 'GB' },
    orderType: 'standard',
    carrier: 'ups',
    trouble: 'nobody_in',
  },
  {
    buyerId: 'demo-ioana',
    name: 'Ioana Popescu',
    email: 'ioana@demo.example',
    phone: '+40721000111',
    locale: 'ro',
    item: { name: 'Ceainic din fontă', quantity: 1, unitPrice: '39.00' },
    totalAmount: '39.00',
    address: { line1: 'Strada Lipscani 20', city: 'București', postalCode: '030033', country: 'RO' },
    orderType: 'standard',
    carrier: 'fedex',
    trouble: 'weather',
  },
  {
    buyerId: 'demo-jan',
    name: 'Jan Novák',
    email: 'jan@demo.example',
    phone: '+420601123456',
    locale: 'en',
    item: { name: 'Bicycle lights, pair', quantity: 1, unitPrice: '34.50' },
    totalAmount: '34.50',
    address: { line1: 'Dlouhá 12', city: 'Praha', postalCode: '110 00', country: 'CZ' },
    orderType: 'standard',
    carrier: 'dhl',
  },
  {
    buyerId: 'demo-pau',
    name: 'Pau Serra',
    email: 'pau@demo.example',
    phone: '+34600222333',
    locale: 'es',
    item: { name: 'Caja de verduras de temporada', quantity: 1, unitPrice: '18.00' },
    totalAmount: '18.00',
    address: { line1: 'Camí Vell 3', city: 'Alboraia', postalCode: '46120', country: 'ES' },
    orderType: 'farm',
  },
  {
    buyerId: 'demo-nadia',
    name: 'Надя Орлова',
    email: 'nadia@demo.example',
    phone: '+34600333444',
    locale: 'ru',
    item: { name: 'Хлеб, молоко, яблоки', quantity: 1, unitPrice: '14.20' },
    totalAmount: '14.20',
    address: { line1: 'Calle de Alcalá 50', city: 'Madrid', postalCode: '28014', country: 'ES' },
    orderType: 'grocery',
    carrier: 'uber',
  },
  {
    buyerId: 'demo-olga',
    name: 'Ольга Петрова',
    email: 'olga@demo.example',
    phone: '+34600555777',
    locale: 'ru',
    item: { name: 'Льняная скатерть', quantity: 1, unitPrice: '27.00' },
    totalAmount: '27.00',
    address: { line1: 'Calle Larios 5', city: 'Málaga', postalCode: '29005', country: 'ES' },
    orderType: 'standard',
    carrier: 'correos',
    isPolled: true,
  },
  {
    buyerId: 'demo-lucia',
    name: 'Lucía Gil',
    email: 'lucia@demo.example',
    phone: '+34600444555',
    locale: 'es',
    item: { name: 'Fruta, pan y leche', quantity: 1, unitPrice: '21.30' },
    totalAmount: '21.30',
    address: { line1: 'Calle de Serrano 20', city: 'Madrid', postalCode: '28001', country: 'ES' },
    orderType: 'grocery',
  },
];

/** The shop's own driver, for groceries that no delivery provider brings. */
export const DRIVER = { driver_id: 'demo-marta', name: 'Marta', phone: '+34600555666', provider: 'own' } as const;
