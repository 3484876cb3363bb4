import { describe, expect, it } from 'vitest';
import type { GetShopResult, OrderRow, Phase } from '../../../client/src/index.ts';
import { COLUMNS, inColumn } from '../../../web/app/areas/shop/columns.ts';
import { readBoard } from '../../../web/app/areas/shop/read-board.ts';
import { formOf, isNeeded, legibility, merged, profileOf } from '../../../web/app/areas/shop/shop-profile.ts';
import { type StepResult, takeSteps } from '../../../web/app/areas/shop/take-steps.ts';

const SIGNAL = new AbortController().signal;

const rowsOf = (phase: Phase, count: number, from = 0): readonly OrderRow[] =>
  Array.from({ length: count }, (_, index) => ({ orderId: `${phase}-${from + index}`, phase }) as OrderRow);

/** Lists of a shop, newest first, by pages and by phase as the API has them. */
const shopWith = (all: readonly OrderRow[]) => {
  const asked: (Phase | undefined)[] = [];
  const listSellerOrders = async (query: { phase?: Phase; limit?: number; cursor?: string }) => {
    asked.push(query.phase);
    const own = all.filter(({ phase }) => query.phase === undefined || phase === query.phase);
    const from = Number(query.cursor ?? 0);
    const to = from + (query.limit ?? 20);
    const nextCursor = to < own.length ? String(to) : null;
    return { orders: own.slice(from, to), pagination: { nextCursor } };
  };
  return { api: { listSellerOrders } as unknown as Parameters<typeof readBoard>[0], asked };
};

describe('a board', () => {
  it('reads a shop of few orders once, all phases together', async () => {
    const { api, asked } = shopWith([...rowsOf('placed', 30), ...rowsOf('completed', 40)]);
    const { rows, isCut } = await readBoard(api, 'shop', SIGNAL);
    expect([rows.size, isCut, asked]).toEqual([70, false, [undefined]]);
  });

  it('has every open order, however many finished ones are newer', async () => {
    const { api } = shopWith([...rowsOf('completed', 900), ...rowsOf('preparing', 250), ...rowsOf('placed', 3)]);
    const { rows, isCut } = await readBoard(api, 'shop', SIGNAL);
    const count = (wanted: Phase) => [...rows.values()].filter(({ phase }) => phase === wanted).length;
    expect([count('completed'), count('preparing'), count('placed'), isCut]).toEqual([500, 250, 3, false]);
  });

  it('says when there are more than it reads', async () => {
    const { api } = shopWith(rowsOf('placed', 2_600));
    const { rows, isCut } = await readBoard(api, 'shop', SIGNAL);
    expect([rows.size, isCut]).toEqual([2_000, true]);
  });

  it('has what is confirmed in a column of its own', () => {
    const rows = [...rowsOf('placed', 1), ...rowsOf('confirmed', 2), ...rowsOf('preparing', 3), ...rowsOf('ready', 4)];
    const counts = COLUMNS.slice(0, 4).map((column) => [column, inColumn(rows, column).length]);
    expect(counts).toEqual([
      ['new', 1],
      ['confirmed', 2],
      ['preparing', 3],
      ['ready', 4],
    ]);
  });
});

describe('steps for several orders', () => {
  it('are taken four at a time, each with its result, and none stops the others', async () => {
    let running = 0;
    let most = 0;
    const results: StepResult[] = [];
    const work = async (order: number): Promise<StepResult> => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return { number: String(order), isDone: order % 3 !== 0, text: '' };
    };
    await takeSteps([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], work, (result) => results.push(result));
    expect(most).toBe(4);
    expect(results.map(({ number }) => Number(number)).toSorted((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect(results.filter(({ isDone }) => !isDone)).toHaveLength(3);
  });
});

describe('the profile of a shop', () => {
  const shop: GetShopResult = {
    shopId: 'farm',
    version: 3,
    name: 'Green Farm',
    storeName: 'Green Farm',
    logoUrl: null,
    accentColor: '#1c5f2e',
    supportContact: 'help@farm.example',
    address: { line1: 'Camino 1', street: 'Camino 1', city: 'Olite', region: 'NA', state: 'NA', country: 'ES' },
    pickup: { hours: 'Mon–Sat 9–14', place: { city: 'Olite', country: 'ES' } },
  };

  it('is saved whole: what the form does not show stays', () => {
    const form = { ...formOf(shop), hours: ' Mon–Fri 9–12 ', supportContact: '' };
    expect(profileOf(form, shop)).toEqual({
      name: 'Green Farm',
      accentColor: '#1c5f2e',
      address: { line1: 'Camino 1', city: 'Olite', region: 'NA', country: 'ES' },
      pickup: { hours: 'Mon–Fri 9–12', place: { city: 'Olite', country: 'ES' } },
    });
  });

  it('has no address where none is written, and asks for all of one that is begun', () => {
    const empty = { ...formOf(shop), line1: ' ', city: '', region: '', country: '', placeCity: '' };
    expect(profileOf(empty, shop)).toEqual({
      name: 'Green Farm',
      accentColor: '#1c5f2e',
      supportContact: 'help@farm.example',
      pickup: { hours: 'Mon–Sat 9–14' },
    });
    expect(['line1', 'line2', 'city', 'country'].map((field) => isNeeded(empty, field as 'line1'))).not.toContain(true);
    const begun = { ...empty, city: 'Olite', country: 'es', line1: 'Plaza 2', placeName: 'The barn' };
    expect([isNeeded(begun, 'line1'), isNeeded(begun, 'line2')]).toEqual([true, false]);
    expect(profileOf(begun, shop)).toMatchObject({
      address: { line1: 'Plaza 2', city: 'Olite', country: 'ES' },
      pickup: { place: { name: 'The barn', country: 'ES' } },
    });
  });

  it('takes a colour as people write it', () => {
    expect(profileOf({ ...formOf(shop), accentColor: ' #0a3 ' }, shop).accentColor).toBe('#00aa33');
  });

  it('of a shop that is not there yet has what is written, and nothing else', () => {
    expect(profileOf({ ...formOf(undefined), name: 'New' }, undefined)).toEqual({ name: 'New' });
  });

  it('keeps what somebody writes while another version is read', () => {
    const before = formOf(shop);
    const mine = { ...before, hours: 'Mon–Fri', city: '' };
    const read = { ...before, hours: 'Always', supportContact: '+34600111222' };
    expect(merged(mine, before, read)).toEqual({ ...read, hours: 'Mon–Fri', city: '' });
  });

  it.each([
    ['#1c5f2e', true],
    ['#f5d000', false],
    ['#FD0', false],
    ['#063', true],
  ])('says of %s whether it is legible: %s', (colour, isEnough) => {
    expect(legibility(colour)?.isEnough).toBe(isEnough);
  });

  it('says nothing of what is no colour', () => {
    expect(legibility('green')).toBeUndefined();
  });
});
