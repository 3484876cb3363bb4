// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { type App, createApp, h, type ShallowRef, shallowRef } from 'vue';
import type { OrdersView, OrderView, Wismo } from '../../../client/src/index.ts';
import { useMyOrders, useOrder, useShopOrders } from '../../../client/src/vue.ts';
import { LiveServer } from './live-server.ts';
import { clientOf, followedAt, moveTo } from './watched-orders.ts';

let server: LiveServer;
let app: App;
const id = shallowRef<string | undefined>();
const text = (): string => document.body.textContent ?? '';

beforeEach(async () => {
  server = await LiveServer.start();
  const wismo = clientOf(server);
  id.value = 'ord_1';
  app = createApp({
    setup() {
      const { view, error } = useOrder(wismo, id);
      return () =>
        h('p', error.value === undefined ? `${view.value?.orderId}: ${view.value?.status}` : String(error.value));
    },
  });
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  app.mount(element);
});
afterEach(async () => {
  app.unmount();
  await server.close();
});

describe('an order in a Vue component', () => {
  it('is shown, shown again as it moves, and watched as long as the component is there', async () => {
    await vi.waitFor(() => expect(text()).toBe('ord_1: pending'));
    await vi.waitFor(() => expect(followedAt(server)).toEqual(['order:ord_1']));
    moveTo(server, 'ord_1', 'confirmed');
    await vi.waitFor(() => expect(text()).toBe('ord_1: confirmed'));
    app.unmount();
    await vi.waitFor(() => expect(followedAt(server)).toEqual([]));
  });

  it('is another one when the id is, and none without an id', async () => {
    await vi.waitFor(() => expect(text()).toBe('ord_1: pending'));
    id.value = 'ord_2';
    await vi.waitFor(() => expect(text()).toBe('ord_2: pending'));
    await vi.waitFor(() => expect(followedAt(server)).toEqual(['order:ord_2']));
    id.value = undefined;
    await vi.waitFor(() => expect(text()).toBe('undefined: undefined'));
    await vi.waitFor(() => expect(followedAt(server)).toEqual([]));
  });

  it('that is not there is an error, until there is another id', async () => {
    id.value = 'ord_0';
    await vi.waitFor(() => expect(text()).toBe('WismoProblem: There is no such order.'));
    id.value = 'ord_1';
    await vi.waitFor(() => expect(text()).toBe('ord_1: pending'));
  });

  it('is typed', () => {
    expectTypeOf(useOrder).returns.toEqualTypeOf<{
      readonly view: Readonly<ShallowRef<OrderView | undefined>>;
      readonly error: Readonly<ShallowRef<unknown>>;
    }>();
    expectTypeOf(useMyOrders).parameters.toEqualTypeOf<[wismo: Wismo]>();
    expectTypeOf(useShopOrders)
      .returns.toHaveProperty('view')
      .toEqualTypeOf<Readonly<ShallowRef<OrdersView | undefined>>>();
  });
});
