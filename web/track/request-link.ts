/// <reference lib="dom" />

/** The outcome of asking for a link. Whether the order exists is never revealed. */
export type LinkRequested =
  | { readonly outcome: 'accepted' | 'not_understood' | 'failed' }
  | { readonly outcome: 'too_many'; readonly retryAfterSeconds: number };

/** The field of a form that the browser sends by itself. */
export const ADDRESS_FIELD = { name: 'email', type: 'email', autocomplete: 'email' } as const;

const FALLBACK_PAUSE_SECONDS = 60;

/** What is said of the customer is an address or a postcode: only one of them has an at sign. */
export const linkRequestPath = (orderNumber: string, proof: string): string => {
  const said = proof.trim();
  const query = { number: orderNumber.trim(), [said.includes('@') ? 'email' : 'postcode']: said };
  return `/api/orders/track?${new URLSearchParams(query)}`;
};

export const outcomeOf = (status: number, retryAfter: string | null): LinkRequested => {
  if (status === 202) return { outcome: 'accepted' };
  if (status === 429) return { outcome: 'too_many', retryAfterSeconds: Number(retryAfter) || FALLBACK_PAUSE_SECONDS };
  return { outcome: status === 400 || status === 422 ? 'not_understood' : 'failed' };
};

/** Asks the service to mail the order's link to the address that the order has. */
export const requestLink = async (orderNumber: string, proof: string): Promise<LinkRequested> => {
  try {
    const response = await fetch(linkRequestPath(orderNumber, proof), { cache: 'no-store' });
    return outcomeOf(response.status, response.headers.get('retry-after'));
  } catch {
    // No response at all: for the reader it is the same as a refusal.
    return { outcome: 'failed' };
  }
};
