import type { ReceiptRequest } from '../../../../shared/notifications/receipts/receipt.ts';
import type { AcceptedBy } from '../../../../shared/webhooks/webhook-request.ts';

export const OF = { orderId: 'my order/1', notificationId: `ntf_${'0'.repeat(32)}` } as const;
export const RECEIVED_AT = '2026-11-20T10:00:00.000Z';

export const requestOf = (body: string, more: Partial<ReceiptRequest> = {}): ReceiptRequest => ({
  headers: {},
  rawBody: Buffer.from(body),
  url: 'https://wismo.example/api/webhooks/notifications/x',
  query: {},
  ...more,
});

/** Who holds these secrets. */
export const holding =
  (...secrets: readonly string[]): AcceptedBy =>
  async (check) =>
    secrets.some(check);
