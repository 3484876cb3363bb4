/**
 * NUL, lone surrogates, and the two characters that end the basic plane: no text of a person has them, and one or the
 * other of the stores, queues and providers behind the door refuses each.
 */
const UNSTORABLE = /[\0\ufffe\uffff]|\p{Surrogate}/gu;

const REPLACEMENT = '\ufffd';

/** The text with U+FFFD in the place of what cannot be stored. */
export const storableText = (text: string): string => text.replace(UNSTORABLE, REPLACEMENT);

const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [storableText(name), storable(each)]));
};

/** Only what can hold such a character is looked at piece by piece: an escape, or the character itself. */
const MAY_HOLD_UNSTORABLE = /[\0\ufffe\uffff]|\\u(?:0000|[dD][89a-fA-F]|[fF]{3}[eEfF])/;

/**
 * Reads JSON that came from outside. What no store takes is replaced on the way in, in names as in values, so that a
 * stray character neither refuses a paid order nor stops what follows from it.
 *
 * @throws SyntaxError where it is not JSON.
 */
export const readOutsideJson = (text: string): unknown => {
  const value: unknown = JSON.parse(text);
  return MAY_HOLD_UNSTORABLE.test(text) ? storable(value) : value;
};
