import { describe, expect, it } from 'vitest';
import { type Continuation, pageThroughOrders } from '../../../shared/orders/use-cases/page-through-orders.ts';
import { OPEN_PHASES } from '../../../shared/schedules/sweep.ts';

/** Every open phase holds 250 orders; time runs out after so many pages. */
const world = (pagesInTime: number) => {
  const asked: string[] = [];
  const places: Continuation[] = [];
  let pages = 0;
  return {
    asked,
    places,
    dependencies: {
      idsInPhase: async (phase: string, { limit, after }: { readonly limit: number; readonly after?: string }) => {
        pages += 1;
        const start = Number(after ?? 0);
        const orderIds = Array.from(
          { length: Math.min(limit, 250 - start) },
          (_, index) => `${phase}-${start + index}`,
        );
        const next = start + orderIds.length;
        return next < 250 ? { orderIds, next: String(next) } : { orderIds };
      },
      ask: async (orderIds: readonly string[]) => void asked.push(...orderIds),
      goOn: async (place: Continuation) => void places.push(place),
      millisecondsLeft: () => (pages < pagesInTime ? 60_000 : 0),
    },
  };
};

describe('the sweep', () => {
  it('asks for every open order once', async () => {
    const { asked, places, dependencies } = world(Number.POSITIVE_INFINITY);
    expect(await pageThroughOrders(OPEN_PHASES, undefined, dependencies)).toEqual({
      orders: OPEN_PHASES.length * 250,
      done: true,
    });
    expect(new Set(asked).size).toBe(OPEN_PHASES.length * 250);
    expect(places).toEqual([]);
  });

  it('stops in time and goes on where it was, until all are asked for', async () => {
    const asked: string[] = [];
    let place: Continuation | undefined;
    let runs = 0;
    for (let done = false; !done; runs += 1) {
      const part = world(4);
      done = (await pageThroughOrders(OPEN_PHASES, place, part.dependencies)).done;
      asked.push(...part.asked);
      place = part.places[0];
    }
    expect(runs).toBeGreaterThan(2);
    expect([asked.length, new Set(asked).size]).toEqual([OPEN_PHASES.length * 250, OPEN_PHASES.length * 250]);
  });

  it('looks at no order that is over', () => {
    expect(OPEN_PHASES).not.toContain('completed');
    expect(OPEN_PHASES).toContain('delivered');
  });
});
