import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOutsideJson, storableText } from '../../../shared/contract/storable-text.ts';

describe('JSON from outside', () => {
  it.each([
    ['an escaped half of a character', '{"a":"x\\ud83dy"}', { a: 'x\ufffdy' }],
    ['the other half, in capitals', '{"a":"\\uDE9A"}', { a: '\ufffd' }],
    ['U+FFFE and U+FFFF, escaped', '["\\ufffe","\\uFFFF"]', ['\ufffd', '\ufffd']],
    ['U+FFFF as it is', '["\uffff"]', ['\ufffd']],
    ['NUL', '{"a":{"b":["\\u0000"]}}', { a: { b: ['\ufffd'] } }],
    ['a name', '{"\\uffff":1}', { '\ufffd': 1 }],
  ])('%s is replaced', (_what, json, value) => {
    expect(readOutsideJson(json)).toEqual(value);
  });

  it('everything else is as it was written', () => {
    const whole = fc.json({ stringUnit: 'grapheme' });
    fc.assert(
      fc.property(whole, (json) => {
        expect(readOutsideJson(json)).toEqual(JSON.parse(json));
      }),
    );
    expect(readOutsideJson('{"a":"🚚 \\ud83d\\ude9a \\u00e9","n":1.50}')).toEqual({ a: '🚚 🚚 é', n: 1.5 });
    expect(Object.hasOwn(readOutsideJson('{"__proto__":"\\u0000"}') as object, '__proto__')).toBe(true);
  });

  it('what is read is whole, and takes no replacing a second time', () => {
    const units = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
    fc.assert(
      fc.property(units, (text) => {
        const read = readOutsideJson(JSON.stringify(text)) as string;
        expect(read.isWellFormed()).toBe(true);
        expect(storableText(read)).toBe(read);
      }),
    );
  });
});
