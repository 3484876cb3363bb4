// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type App, type Component, createApp, h, nextTick, shallowRef } from 'vue';
import type { OrderTimeline } from '../../../client/src/index.ts';
import { WismoLive, WismoProgress, WismoStatus, WismoTimeline } from '../../../client/src/vue.ts';

let app: App | undefined;
afterEach(() => app?.unmount());

const show = (component: Component, props: () => Record<string, unknown>): HTMLElement => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  app = createApp({ render: () => h(component, props()) });
  app.mount(place);
  return place;
};

const entry = (id: string, timestamp: string, description: string): OrderTimeline =>
  ({ id, type: 'status', timestamp, description, source: 'seller', metadata: {} }) as unknown as OrderTimeline;

describe('the parts of an order in Vue', () => {
  it('say the status in the language, and move with it', async () => {
    const phase = shallowRef('placed');
    const place = show(WismoStatus, () => ({ status: phase.value, phase: phase.value, language: 'en' }));
    const before = place.textContent;
    phase.value = 'delivered';
    await nextTick();
    expect([before === '', place.textContent]).toEqual([false, 'Delivered']);
    expect(place.querySelector('.wismo-status')?.classList.contains('done')).toBe(true);
  });

  it('show the steps of a pickup, one of them current, and none of an order that was cancelled', () => {
    const steps = show(WismoProgress, () => ({ phase: 'preparing', fulfilment: 'pickup', language: 'es' }));
    expect([...steps.querySelectorAll('li')].map(({ className }) => className)).toEqual([
      'done',
      'current',
      'todo',
      'todo',
    ]);
    expect(steps.querySelector('[aria-current="step"]')).not.toBeNull();
    app?.unmount();
    expect(show(WismoProgress, () => ({ phase: 'cancelled' })).querySelector('li')).toBeNull();
  });

  it('put what happened last on top, by day', () => {
    const entries = [entry('1', '2026-11-20T10:00:00Z', 'Placed'), entry('2', '2026-11-22T10:00:00Z', 'Sent')];
    const place = show(WismoTimeline, () => ({ entries, language: 'en' }));
    expect([...place.querySelectorAll('li span')].map(({ textContent }) => textContent)).toEqual(['Sent', 'Placed']);
    expect(place.querySelectorAll('h3')).toHaveLength(2);
  });

  it('say politely whether they are live', () => {
    const place = show(WismoLive, () => ({ state: 'live', language: 'ro' }));
    expect([place.textContent, place.querySelector('[role="status"]') !== null]).toEqual(['În direct', true]);
  });
});
