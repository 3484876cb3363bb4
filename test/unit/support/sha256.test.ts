import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../shared/sha256.ts';

const TEXT = 'Grüße an alle';
const bytes = new TextEncoder().encode(`..${TEXT}`).subarray(2);
const buffer = new TextEncoder().encode(TEXT).buffer;

describe('the digest that signatures are made with', () => {
  it.each([
    ['text', TEXT],
    ['a part of a buffer', bytes],
    ['a view of it', new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
    ['a buffer', buffer],
  ])('is Node’s own of %s, and with it as the secret', async (_name, data) => {
    const plain = new Sha256();
    plain.update(data);
    expect(await plain.digest()).toEqual(createHash('sha256').update(TEXT).digest());
    const keyed = new Sha256(data);
    keyed.update('a');
    keyed.update('b');
    expect(await keyed.digest()).toEqual(createHmac('sha256', TEXT).update('ab').digest());
  });

  it('begins anew after a reset, with the same secret', async () => {
    const keyed = new Sha256('secret');
    keyed.update('forgotten');
    keyed.reset();
    keyed.update('a');
    expect(await keyed.digest()).toEqual(createHmac('sha256', 'secret').update('a').digest());
  });

  it('has no secret where that is empty', async () => {
    const hash = new Sha256('');
    hash.update('a');
    expect(await hash.digest()).toEqual(createHash('sha256').update('a').digest());
  });
});
