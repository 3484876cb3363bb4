import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageBody } from '../../../shared/events/message-body.ts';

/** Any 16-bit units, whole characters or not. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });

describe('the body of a message', () => {
  it('is ASCII, whatever is in it, and reads as what was written', () => {
    const content = fc.dictionary(anyText, fc.oneof(anyText, fc.array(anyText), fc.integer()));
    fc.assert(
      fc.property(content, (value) => {
        const body = messageBody(value);
        expect(body).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['an emoji', 'on its way 🚚', '"on its way \\ud83d\\ude9a"'],
    ['the end of the basic plane', '\ufffe\uffff', '"\\ufffe\\uffff"'],
    ['half a character', '\ud83d', '"\\ud83d"'],
    ['a control character', '\u0007\u007f', '"\\u0007\\u007f"'],
    ['a letter', 'Łukasz', '"\\u0141ukasz"'],
  ])('%s is an escape', (_what, text, body) => {
    expect(messageBody(text)).toBe(body);
  });
});
