/** A webhook of a simulator of a provider, posted once: what came back is shown to whoever ordered it. */
export interface WebhookReport {
  readonly url: string;
  /** 0 where nobody replied. */
  readonly status: number;
  readonly error?: string;
}

export const postWebhook = async (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<WebhookReport> => {
  try {
    const { status } = await fetch(url, { method: 'POST', headers, body });
    return { url, status };
  } catch (error) {
    return { url, status: 0, error: error instanceof Error ? error.message : String(error) };
  }
};
