import type { Followed, Follower } from '../follower.ts';
import type { PatientClient, Reply } from '../patient-client.ts';

/**
 * What must be true of an order in the end, said by hand: the model that the table is compared with. It is made from the
 * requests of the scenario and the workflow's text, never from the code under test.
 */
export interface Expectation {
  readonly orderId: string;
  /** Statuses in the order in which the history must show them. */
  readonly path: readonly string[];
  /** How many events of a type there must be, besides those of the path. */
  readonly events?: Readonly<Record<string, number>>;
  /** Deadline rules that must have a schedule now; all others must not. */
  readonly deadlines: readonly string[];
  readonly scans: number;
  /** Absent: a guest. */
  readonly buyerId?: string;
  readonly sellerId: string;
  readonly idempotencyKey: string;
  /** Stock of a managed listing after it all. */
  readonly stock?: { readonly listingId: string; readonly left: number };
  /** Different mails that the customer must have got beside the order's receipt, at least once each. */
  readonly mails: number | { readonly least: number; readonly max: number };
  /** Entries of the audit trail about it. */
  readonly audits?: number;
  /** An administrator's workflow, and how many versions of it there must be. */
  readonly workflow?: { readonly id: string; readonly versions: number };
  /** Somebody who has the order's page open. */
  readonly follower?: Follower;
  /** Somebody who had it open, and may see it no longer. */
  readonly withdrawn?: Follower;
}

export interface Actors {
  readonly admin: PatientClient;
  readonly buyer: PatientClient;
  readonly driver: PatientClient;
  readonly nobody: PatientClient;
  /** A service: gets links with a guest's token. */
  readonly system: PatientClient;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly driverId: string;
  /** Unique over the run. */
  readonly key: string;
  readonly trackingNumber: string;
  now(): Date;
  /** As the buyer. */
  follow(followed: Followed): Promise<Follower>;
}

export interface Scenario {
  readonly name: string;
  run(actors: Actors): Promise<readonly Expectation[]>;
}

/** The reply, if it is what it must be. */
export const must = <T>(reply: Reply<T>, max = 299): Reply<T> => {
  if (reply.status > max) throw new Error(`${reply.status} ${reply.text}`);
  return reply;
};

export const ITEMS = { items: [{ name: 'Olive oil', quantity: 1, unitPrice: '25.00' }] };

export interface Created {
  readonly id: string;
  readonly orderNumber: string;
  readonly trackingUrl: string;
}

export const create = async (
  actors: Actors,
  checkout: object,
  { payment = {}, key = actors.key }: { readonly payment?: object; readonly key?: string } = {},
): Promise<Created> => {
  const reply = await actors.system.request<{ order: Created }>(
    'POST',
    '/api/orders',
    {
      paymentResult: { success: true, paymentMethod: 'card', ...payment },
      checkoutData: {
        buyerId: actors.buyerId,
        sellerId: actors.sellerId,
        totalAmount: '25.00',
        currency: 'EUR',
        orderType: 'standard',
        customer: { name: 'Ana Ruiz', email: `${actors.buyerId}@example.com` },
        ...checkout,
      },
    },
    { 'idempotency-key': key },
  );
  return must(reply).body.order;
};

export const base = (
  { buyerId, sellerId, key }: Actors,
  orderId: string,
): Omit<Expectation, 'path' | 'deadlines' | 'mails'> & { readonly buyerId: string } => ({
  orderId,
  scans: 0,
  buyerId,
  sellerId,
  idempotencyKey: key,
});

/** What is expected of an order that was confirmed, and no more. */
export const confirmedOnce = (actors: Actors, orderId: string): Expectation & { readonly buyerId: string } => ({
  ...base(actors, orderId),
  path: ['pending', 'confirmed'],
  deadlines: ['stuck-before-shipping'],
  mails: 1,
});

/** A deed that takes an idempotency key, as the buyer. */
export const ask = async (actors: Actors, orderId: string, what: string, body: unknown): Promise<void> => {
  must(
    await actors.buyer.request('POST', `/api/orders/${orderId}/${what}`, body, {
      'idempotency-key': `${actors.key}-${what}`,
    }),
  );
};

/** Back to a status that the order had before, whose presence in the history therefore proves nothing. */
export const moveOn = async (client: PatientClient, orderId: string, status: string): Promise<void> => {
  const path = `/api/orders/${orderId}/status`;
  // 409 after a lost response: it is there already.
  must(await client.request('PUT', path, { status }), 409);
  const { body } = must(await client.request<{ status: string }>('GET', path));
  if (body.status !== status) throw new Error(`${orderId} is ${body.status} and not ${status}`);
};

const HOUR_MILLISECONDS = 3_600_000;

/** A moment so many hours after noon of a day that was. */
export const daysAgo = ({ now }: Actors, days: number, hour: number): string => {
  const day = new Date(now().getTime() - days * 24 * HOUR_MILLISECONDS).toISOString().slice(0, 10);
  return new Date(Date.parse(`${day}T12:00:00Z`) + hour * HOUR_MILLISECONDS).toISOString();
};

/** A moment so many hours after noon of the day before. */
export const yesterday = (actors: Actors, hour: number): string => daysAgo(actors, 1, hour);
