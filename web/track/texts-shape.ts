import type { Locale } from '../../shared/contract/locale.ts';
import type { Words } from '../../shared/i18n/words.ts';

/** Of a link that opens nothing any more, and of the form that has another one mailed. */
export interface LinkTexts {
  readonly ended: string;
  readonly endedHint: string;
  readonly title: string;
  readonly orderNumber: string;
  readonly orderNumberHint: string;
  readonly proof: string;
  readonly proofHint: string;
  /** Of the form for who has no script. */
  readonly address: string;
  readonly addressHint: string;
  readonly send: string;
  readonly sending: string;
  /** The same whether or not there is such an order. */
  readonly accepted: string;
  readonly notUnderstood: string;
  /** With `{{ when }}`. */
  readonly tooMany: string;
  readonly failed: string;
}

export interface PageTexts extends Words {
  readonly language: Locale;
  readonly order: string;
  readonly history: string;
  readonly estimated: string;
  /** Of a time that has passed. */
  readonly wasEstimated: string;
  readonly progress: string;
  readonly unknown: string;
  readonly unknownHint: string;
  readonly failed: string;
  readonly withoutNetwork: string;
  /** With `{{ when }}`: the age of what is shown. */
  readonly knownAt: string;
  /** Of the links to the page in other languages. */
  readonly languages: string;
  /** Before where to ask. */
  readonly support: string;
  /** Before the step that comes next. */
  readonly next: string;
  /** Of the link to the place of the newest entry. */
  readonly map: string;
  /** Of the link to the form that has an order's link sent. */
  readonly yours: string;
  readonly withoutScript: string;
  /** With `{{ when }}`: where the driver was, of somebody's own order. */
  readonly driver: string;
  readonly connecting: string;
  readonly live: string;
  readonly polling: string;
  readonly offline: string;
  readonly link: LinkTexts;
}
