/**
 * Numbers out of links that people paste where a number is asked for: the page of an order or a parcel, ours or a
 * carrier's, also inside the link that a mail filter made of it.
 */

/** With its protocol, or a host and a path. */
const LINK = /(?:https?:\/\/[^\s<>"]+|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?\/[^\s<>"]+)/giu;

/** Keys of secrets and of advertising. */
const NO_NUMBER = /^(?:token|utm_.*|_.*|.*clid|sig|signature|key|session.*)$/i;
const NUMBER_FORM = /^[\p{L}\p{N}][\p{L}\p{N} _-]{3,39}$/u;
const MIN_DIGITS = 4;
const END_OF_SENTENCE = /[.,;:!?)\]'"]+$/;

const digitsIn = (text: string): number => text.replace(/\D/g, '').length;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
};

const urlOf = (link: string): URL | undefined => {
  const url = /^https?:/i.test(link) ? link : `https://${link}`;
  return URL.canParse(url) ? new URL(url) : undefined;
};

const segmentsOf = (path: string): readonly string[] => path.split(/[/?&=#]/).map(decoded);

/** The texts of a link that may be a number; those of a link within it as well. */
const textsOf = (link: string): readonly string[] => {
  const url = urlOf(link);
  if (url === undefined) return [];
  const values = [...url.searchParams].filter(([key]) => !NO_NUMBER.test(key)).map(([, value]) => value);
  const nested = values.flatMap((value) => value.match(LINK) ?? []).filter((inner) => inner.length < link.length);
  return [...values, url.pathname, url.hash].flatMap(segmentsOf).concat(nested.flatMap(textsOf));
};

/** Of several the one with the most digits. */
const numberIn = (link: string): string | undefined =>
  textsOf(link)
    .map((text) => text.replace(END_OF_SENTENCE, ''))
    .filter((text) => NUMBER_FORM.test(text) && digitsIn(text) >= MIN_DIGITS)
    .toSorted((a, b) => digitsIn(b) - digitsIn(a))[0];

/** The text with the number of an order or a parcel in place of each link that has one. */
export const withoutLinks = (text: string): string => text.replace(LINK, (link) => ` ${numberIn(link) ?? link} `);
