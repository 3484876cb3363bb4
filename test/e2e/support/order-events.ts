import { expect } from 'vitest';
import { orderEventsPage } from '../../../shared/contract/schemas/order-events-response.ts';
import { type ApiResponse, call } from './api.ts';
import { EventStreamClient, type StreamOptions } from './event-stream.ts';
import { createOrder, type Parties, putStatus } from './orders.ts';

export type Query = Readonly<Record<string, string>>;

const clients: EventStreamClient[] = [];

/** Ends the streams of a test. */
export const closeStreams = (): void => {
  for (const client of clients.splice(0)) client.close();
};

export const follow = async (query: Query, options: StreamOptions = {}): Promise<EventStreamClient> => {
  const client = await EventStreamClient.open(query, options);
  clients.push(client);
  return client;
};

export interface Page {
  readonly events: readonly { readonly type: string; readonly orderId: string; readonly seq: number }[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

export const ask = (query: Query, token?: string, path = '/api/orders/events'): Promise<ApiResponse> =>
  call('GET', `${path}?${new URLSearchParams(query)}`, {
    ...(token === undefined ? {} : { token }),
    headers: { accept: 'application/json' },
  });

export const page = async (query: Query, token?: string): Promise<Page> => {
  const response = await ask(query, token);
  expect(response.status, response.text).toBe(200);
  expect(orderEventsPage.safeParse(response.body).error, response.text).toBeUndefined();
  return response.body as unknown as Page;
};

export const namesOf = ({ events }: Page): readonly string[] => events.map(({ orderId, seq }) => `${orderId} ${seq}`);

/** An order of these parties, moved so often. */
export const orderOf = async (parties: Parties, ...statuses: readonly string[]): Promise<string> => {
  const { id } = await createOrder(parties);
  for (const status of statuses) expect((await putStatus(id, parties.seller, status)).status).toBe(200);
  return id;
};
export const move = async (orderId: string, { seller }: Parties, status: string): Promise<void> => {
  const response = await putStatus(orderId, seller, status);
  expect(response.status, response.text).toBe(200);
};
