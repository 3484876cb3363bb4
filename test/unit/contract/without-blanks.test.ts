import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { metadata } from '../../../shared/contract/schemas/primitives.ts';
import { trimmed, withoutBlanks } from '../../../shared/contract/schemas/without-blanks.ts';

describe('what is blank', () => {
  const schema = z.strictObject({
    needed: z.string().min(1),
    text: z.string().exactOptional(),
    list: z.array(z.string()).min(1).exactOptional(),
    any: z.array(z.string()).exactOptional(),
    stock: z.number().nullable().exactOptional(),
    preset: z.string().default('preset'),
    inner: z.strictObject({ text: z.string().exactOptional() }).exactOptional(),
    lines: z.array(z.strictObject({ text: z.string().exactOptional() })).exactOptional(),
    free: metadata.exactOptional(),
  });

  it.each<[object, object]>([
    [{ text: '' }, {}],
    [{ text: null }, {}],
    [{ text: ' \t\u00a0\u200b\ufeff ' }, {}],
    [{ list: [], any: [] }, { any: [] }],
    [{ stock: null }, { stock: null }],
    [{ stock: '' }, {}],
    [{ preset: '' }, {}],
    [{ inner: { text: '' } }, { inner: {} }],
    [{ inner: [] }, {}],
    [{ lines: [{ text: null }, { text: ' a ' }] }, { lines: [{}, { text: 'a' }] }],
    [{ free: { empty: '', nothing: null, text: ' a ' } }, { free: { empty: '', nothing: null, text: ' a ' } }],
    [{ free: null }, {}],
    [{ text: ' \u200ba\u200b ' }, { text: 'a' }],
    [{ text: 'Ana\u202egpj.\u202c Ruiz' }, { text: 'Anagpj. Ruiz' }],
    [{ text: '\u2068נועה\u2069 \u200fb' }, { text: '\u2068נועה\u2069 \u200fb' }],
    [{ text: ' \u202e ' }, {}],
    [{ surprise: null }, { surprise: null }],
  ])('%j is %j', (given, left) => {
    expect(withoutBlanks(schema, { needed: ' x ', ...given })).toEqual({ needed: 'x', ...left });
  });

  it('stays where it is needed, to be refused there', () => {
    for (const needed of ['', null, ' '])
      expect(schema.safeParse(withoutBlanks(schema, { needed })).success).toBe(false);
    for (const value of [null, [], 'text', 7])
      expect(schema.safeParse(withoutBlanks(schema, value)).success).toBe(false);
  });

  it('is found in time that grows with the text only', () => {
    const long = `${' '.repeat(250_000)}x${' '.repeat(250_000)}`;
    expect(trimmed(long)).toBe('x');
    expect(trimmed(` ${'a '.repeat(100_000)}`)).toHaveLength(199_999);
  });
});
