import { correosWire } from './correos/wire.ts';
import { dhlWire } from './dhl/wire.ts';
import { expressNumber } from './fedex/wire.ts';
import { upsWire } from './ups/wire.ts';

const BAD_WEATHER = { exceptionCode: '084', exceptionDescription: 'Delay beyond our control - severe weather' };
const NOBODY_IN = { exceptionCode: '007', exceptionDescription: 'Customer not available or business closed' };

/** The events of the demonstration in FedEx's codes: its simulator is asked for those. */
const FEDEX_EVENTS: Readonly<Record<string, object>> = {
  label: { event: 'OC' },
  picked_up: { event: 'PU' },
  arrived: { event: 'AR' },
  delayed: { event: 'DY', ...BAD_WEATHER },
  out_for_delivery: { event: 'OD' },
  attempted: { event: 'DE', ...NOBODY_IN },
  delivered: { event: 'DL' },
};

/** What a simulator is to be asked for. */
export const inWordsOf = <E extends { readonly event: string }>(carrier: string, event: E): object =>
  carrier === 'fedex' ? { ...event, ...FEDEX_EVENTS[event.event] } : event;

/** A tracking number of the carrier's form, which an order always has. */
export const demoNumber = (carrier: string, orderNumber: string): string => {
  const wire = [upsWire, dhlWire, correosWire].find(({ id }) => id === carrier);
  return wire === undefined ? expressNumber(orderNumber) : wire.numberOf(orderNumber.replace(/\D/g, ''));
};
