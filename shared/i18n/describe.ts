/** What the words say of one order or parcel: for the API, the mails and the page alike. */
import type { Phase } from '../workflows/workflow.ts';
import type { Words } from './words.ts';

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
