import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** What a well-made client is: it repeats what it may repeat, with the same key, until it gets a real response. */
export interface PatientClient {
  request<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply<T>>;
  /** Moves the order and makes sure: after a lost response the status shows whether it happened. */
  move(orderId: string, status: string): Promise<void>;
  fedex(body: string): Promise<Reply>;
  payment(event: Readonly<Record<string, unknown>>, messageId: string): Promise<Reply>;
  as(token: string | undefined): PatientClient;
}

export interface Reply<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

export interface ClientOptions {
  readonly api: string;
  /** Absent: a caller without a name. */
  readonly token?: string;
  readonly secrets: Readonly<Record<string, { readonly current: string }>>;
  /** The cloud's time: what is signed carries it. */
  now(): Date;
}

const MAX_TRIES = 200;
const PAUSE_MILLISECONDS = 700;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));

const isWorthRepeating = (status: number, text: string): boolean =>
  status >= 500 || status === 429 || (status === 409 && /DUPLICATE_REQUEST_IN_PROGRESS|VERSION_CONFLICT/.test(text));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's own page: the status is enough.
    return {};
  }
};

export const patientClient = (options: ClientOptions): PatientClient => {
  const once = async (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply<never>> => {
    const response = await fetch(`${options.api}${path}`, {
      method,
      headers: {
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) as never, text };
  };

  const request: PatientClient['request'] = async (method, path, body, headers = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await once(method, path, body, headers);
      if (!isWorthRepeating(reply.status, reply.text)) return reply;
      if (attempt === MAX_TRIES) throw new Error(`${method} ${path}: still ${reply.status} ${reply.text}`);
      await pause();
    }
  };

  const client: PatientClient = {
    request,
    move: async (orderId, status) => {
      for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
        const reply = await once('PUT', `/api/orders/${orderId}/status`, { status }, {});
        if (reply.status === 200) return;
        const { body } = await request<{ history?: { status: string }[] }>(
          'GET',
          `/api/orders/${orderId}/status?limit=100`,
        );
        if (body.history?.some((entry) => entry.status === status) === true) return;
        if (!isWorthRepeating(reply.status, reply.text))
          throw new Error(`${orderId} → ${status}: ${reply.status} ${reply.text}`);
        await pause();
      }
      throw new Error(`${orderId} never became ${status}`);
    },
    fedex: (body) => {
      const signature = createHmac('sha256', options.secrets['carriers/fedex']?.current ?? '')
        .update(body)
        .digest('base64');
      return request('POST', '/api/webhooks/carriers/fedex', body, { 'fdx-signature': signature });
    },
    payment: (event, messageId) => {
      const body = JSON.stringify(event);
      const key = options.secrets.payments?.current ?? '';
      const signer = key.startsWith('whsec_') ? new Webhook(key) : new Webhook(key, { format: 'raw' });
      const at = options.now();
      return request('POST', '/api/webhooks/payments', body, {
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signer.sign(messageId, at, body),
      });
    },
    as: (token) => {
      const { token: _token, ...rest } = options;
      return patientClient({ ...rest, ...(token === undefined ? {} : { token }) });
    },
  };
  return client;
};
