/** What the words say of one order or parcel: for the API, the mails and the page alike. */
import type { ItemCounts } from '../orders/model/item-count.ts';
import type { Phase } from '../workflows/workflow.ts';
import type { CountedText, Words } from './words.ts';

type Texts = Readonly<Record<string, string>>;

const textIn = (texts: Texts, name: string): string | undefined =>
  Object.hasOwn(texts, name) ? texts[name] : undefined;

interface Status {
  readonly workflow: { readonly id: string };
  readonly status: string;
  readonly phase: Phase;
}

/** What the status is called; one that a custom workflow made up by its phase, which every workflow shares. */
export const statusText = (words: Words, { workflow, status, phase }: Status): string => {
  const byWorkflow: Readonly<Record<string, Texts>> = words.statusesIn;
  const own = Object.hasOwn(byWorkflow, workflow.id) ? byWorkflow[workflow.id] : undefined;
  return textIn(own ?? {}, status) ?? textIn(words.statuses, status) ?? words.phases[phase];
};

/** `text: reason`, where it is one of the reasons that carriers give. */
export const withScanReason = (words: Words, text: string, reason: string | undefined): string => {
  const why = reason === undefined ? undefined : textIn(words.scanReasons, reason);
  return why === undefined ? text : `${text}: ${why}`;
};

/** `1 of 2 parcels delivered`. */
export const parcelsText = (
  words: Words,
  { total, delivered }: { readonly total: number; readonly delivered: number },
): string => words.parcelsDelivered.replace('{{ delivered }}', String(delivered)).replace('{{ total }}', String(total));

/** A quantity, which may have decimals, as the language writes numbers. */
export const quantityText = (language: string, quantity: number | string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(Number(quantity));

const isPart = (amount: string, total: string): boolean => Number(amount) > 0 && Number(amount) < Number(total);

/** `3 of 5 items are on their way`, and how many have come; empty where it is none or all of them. */
export const itemsText = (words: Words, language: string, { total, onTheWay, delivered }: ItemCounts): string => {
  const form = (texts: CountedText, amount: string): string =>
    (new Intl.PluralRules(language).select(Number(amount)) === 'one' ? texts.one : texts.other)
      .replace('{{ count }}', quantityText(language, amount))
      .replace('{{ total }}', quantityText(language, total));
  return [
    ...(isPart(onTheWay, total) ? [form(words.itemsOnTheWay, onTheWay)] : []),
    ...(isPart(delivered, total) ? [form(words.itemsDelivered, delivered)] : []),
  ].join(' · ');
};
