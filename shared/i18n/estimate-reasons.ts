import type { Locale } from '../contract/locale.ts';

/** Who says when, and that a date which somebody gave has passed. */
type EstimateReason = 'carrier' | 'promise' | 'history' | 'carrierPassed' | 'promisePassed';

/**
 * Why an order is expected when it is: `{{ carrier }}` is a name, `{{ count }}` how many earlier parcels are known. Apart
 * from the catalogues, for the public page needs nothing else of them.
 */
export const ESTIMATE_REASONS: Readonly<Record<Locale, Readonly<Record<EstimateReason, string>>>> = {
  en: {
    carrier: 'Estimated by {{ carrier }}',
    promise: 'Promised by the shop',
    history: 'Estimated from {{ count }} earlier parcels of {{ carrier }}',
    carrierPassed: 'The date that {{ carrier }} gave has passed',
    promisePassed: 'The promised date has passed',
  },
  es: {
    carrier: 'Estimado por {{ carrier }}',
    promise: 'Prometido por la tienda',
    history: 'Estimado a partir de {{ count }} paquetes anteriores de {{ carrier }}',
    carrierPassed: 'La fecha que dio {{ carrier }} ya ha pasado',
    promisePassed: 'La fecha prometida ya ha pasado',
  },
  ro: {
    carrier: 'Estimat de {{ carrier }}',
    promise: 'Promis de magazin',
    history: 'Estimat din coletele anterioare ale {{ carrier }} (colete: {{ count }})',
    carrierPassed: 'Data dată de {{ carrier }} a trecut',
    promisePassed: 'Data promisă a trecut',
  },
  ru: {
    carrier: 'По оценке {{ carrier }}',
    promise: 'Обещано магазином',
    history: 'Оценка по прежним посылкам {{ carrier }} (посылок: {{ count }})',
    carrierPassed: 'Дата, которую назвал {{ carrier }}, прошла',
    promisePassed: 'Обещанная дата прошла',
  },
};
