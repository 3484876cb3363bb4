/** Where a provider reports what became of a message, below the stage's public address. */
export const receiptPath = (providerId: string): string => `/api/webhooks/notifications/${providerId}`;
