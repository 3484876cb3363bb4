import type { Instant } from '../../calendar/instant.ts';
import type { Shipment } from '../model/order.ts';
import type { DatedFacts, ParcelFacts } from '../model/parcel-facts.ts';

type Dated = Readonly<Record<string, { readonly value: unknown; readonly asOf: Instant } | undefined>>;

/** The facts as of one time. */
export const datedFacts = (facts: ParcelFacts, asOf: Instant): DatedFacts =>
  Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value, asOf }]),
  );

/** Of one time the one that says more; the last comparison only makes the result the same in any order. */
const isNewer = (fact: NonNullable<Dated[string]>, known: Dated[string]): boolean => {
  if (known === undefined || fact.asOf !== known.asOf) return known === undefined || fact.asOf > known.asOf;
  const [text, knownText] = [JSON.stringify(fact.value), JSON.stringify(known.value)];
  return text.length !== knownText.length ? text.length > knownText.length : text > knownText;
};

/** Each fact by its newest time, whatever order they come in; `known` itself where nothing is newer. */
export const mergedFacts = (known: DatedFacts, more: DatedFacts): DatedFacts => {
  const newer = Object.entries(more as Dated).filter(
    ([name, fact]) => fact !== undefined && isNewer(fact, (known as Dated)[name]),
  );
  return newer.length === 0 ? known : { ...known, ...Object.fromEntries(newer) };
};

/** When the carrier comes again: said of the attempt that was the last thing to happen. */
export const nextAttemptOf = ({ facts, lastScanAt }: Pick<Shipment, 'facts' | 'lastScanAt'>) => {
  const said = facts?.nextAttempt;
  return said === undefined || (lastScanAt !== undefined && said.asOf < lastScanAt) ? undefined : said.value;
};
