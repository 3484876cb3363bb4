import type { CarrierDescriptor } from '../../contract/carrier-descriptor.ts';
import { fitsS10 } from '../check-digits.ts';

export const correos: CarrierDescriptor<'correos'> = {
  id: 'correos',
  name: 'Correos',
  numberFormats: [
    { format: 's10', pattern: /^[A-Z]{2}\d{9}ES$/, fits: fitsS10, isDistinctive: true },
    // How the letter at the end of a domestic number is computed is not published.
    { format: 'parcel', pattern: /^[PD][A-Z0-9]{5}\d{16}[A-Z]$/, isDistinctive: true },
    { format: 'pr', pattern: /^PR\d{15}C$/, isDistinctive: true },
    // Posted abroad; Correos carries it once it is in Spain.
    { format: 's10_foreign', pattern: /^[A-Z]{2}\d{9}[A-Z]{2}$/, fits: fitsS10, isDistinctive: false },
  ],
  trackingPage: {
    url: 'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}',
  },
  webhook: {
    // Correos has no webhook of its own; whoever forwards its tracking replies proves itself with this header.
    scheme: { kind: 'shared_value', headers: ['x-correos-key'] },
    secret: 'the key agreed with whoever forwards the tracking replies of Correos',
  },
  poll: { numbersPerCall: 1, quotas: [] },
  api: {
    urls: { api: 'https://api1.correos.es', auth: 'https://apioauthcid.correos.es' },
    credentials: ['clientId', 'clientSecret'],
  },
  capabilities: ['webhook', 'track'],
};
