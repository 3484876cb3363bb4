// @vitest-environment happy-dom
import { createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { OrderState, OrderView, Wismo } from '../../../client/src/index.ts';
import { useMyOrders, useOrder, useShopOrders } from '../../../client/src/react.ts';
import { LiveServer } from './live-server.ts';
import { clientOf, followedAt, moveTo } from './watched-orders.ts';

let server: LiveServer;
let wismo: Wismo;
let root: Root;
const text = (): string => document.body.textContent ?? '';

const rendered: string[] = [];
const Order = ({ id }: { readonly id: string | undefined }) => {
  const { view, error } = useOrder(wismo, id);
  if (view) rendered.push(`${id} as ${view.orderId}`);
  return createElement('p', null, error === undefined ? `${view?.orderId}: ${view?.status}` : String(error));
};
const show = (id: string | undefined): void =>
  root.render(createElement(StrictMode, null, createElement(Order, { id })));

beforeEach(async () => {
  server = await LiveServer.start();
  wismo = clientOf(server);
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  root = createRoot(element);
});
afterEach(async () => {
  root.unmount();
  await server.close();
});

describe('an order in a React component', () => {
  it('is shown, shown again as it moves, and watched as long as the component is there', async () => {
    show('ord_1');
    await vi.waitFor(() => expect(text()).toBe('ord_1: pending'));
    await vi.waitFor(() => expect(followedAt(server)).toEqual(['order:ord_1']));
    moveTo(server, 'ord_1', 'confirmed');
    await vi.waitFor(() => expect(text()).toBe('ord_1: confirmed'));
    root.unmount();
    await vi.waitFor(() => expect(followedAt(server)).toEqual([]));
  });

  it('is another one when the id is, and none without an id', async () => {
    show('ord_1');
    await vi.waitFor(() => expect(text()).toBe('ord_1: pending'));
    show('ord_2');
    await vi.waitFor(() => expect(text()).toBe('ord_2: pending'));
    await vi.waitFor(() => expect(followedAt(server)).toEqual(['order:ord_2']));
    show(undefined);
    await vi.waitFor(() => expect(text()).toBe('undefined: undefined'));
    await vi.waitFor(() => expect(followedAt(server)).toEqual([]));
    expect(new Set(rendered)).toEqual(new Set(['ord_1 as ord_1', 'ord_2 as ord_2']));
  });

  it('that is not there is an error, until there is another id', async () => {
    show('ord_0');
    await vi.waitFor(() => expect(text()).toBe('WismoProblem: There is no such order.'));
    show('ord_1');
    await vi.waitFor(() => expect(text()).toBe('ord_1: pending'));
  });

  it('is typed', () => {
    expectTypeOf(useOrder).returns.toEqualTypeOf<{
      readonly view: OrderView | undefined;
      readonly error: unknown;
    }>();
    expectTypeOf(useOrder).parameter(1).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(useMyOrders).parameters.toEqualTypeOf<[wismo: Wismo]>();
    expectTypeOf(useShopOrders)
      .returns.toHaveProperty('view')
      .exclude<undefined>()
      .toHaveProperty('orders')
      .toEqualTypeOf<ReadonlyMap<string, OrderState>>();
  });
});
