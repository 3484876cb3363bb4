// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type App, type Component, createApp, h, nextTick, shallowRef } from 'vue';
import type { ConnectionState, OrderTimeline } from '../../../client/src/index.ts';
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

  it('go on in a page that the browser has translated: it puts elements of its own in the place of text', async () => {
    const state = shallowRef<ConnectionState>('connecting');
    const place = show(
      () => [
        h(WismoLive, { state: state.value, language: 'en' }),
        h(WismoStatus, { status: state.value, phase: state.value === 'live' ? 'delivered' : 'placed', language: 'en' }),
      ],
      () => ({}),
    );
    for (const element of place.querySelectorAll('span:not(:has(*))')) {
      const translated = document.createElement('font');
      translated.textContent = 'übersetzt';
      element.replaceChildren(translated);
    }
    state.value = 'live';
    await nextTick();
    expect(place.textContent).toBe('LiveDelivered');
  });

  it('say of each entry which parcel it is about, where there are several', () => {
    const of = (id: string, trackingNumber: string) => ({
      ...entry(id, '2026-11-20T10:00:00Z', 'Sent'),
      trackingNumber,
    });
    const several = show(WismoTimeline, () => ({ entries: [of('1', 'AB1'), of('2', 'AB2')], language: 'en' }));
    expect([...several.querySelectorAll('.place')].map(({ textContent }) => textContent)).toEqual([' · AB2', ' · AB1']);
    app?.unmount();
    const one = show(WismoTimeline, () => ({ entries: [of('1', 'AB1'), of('2', 'AB1')], language: 'en' }));
    expect(one.querySelectorAll('.place')).toHaveLength(0);
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
