/** Letters of scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A name as part of a sentence: one that is written from right to left is set apart by Unicode's isolates, so that it
 * does not turn the punctuation around it. https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
