/** A word by which an order is found, in one of the places where it may be looked for. */
export interface SearchEntry {
  /** `all`, `seller:<id>` or `customer:<id>`. */
  readonly scope: string;
  /** Normalised, at least `SHORTEST_TOKEN` characters. */
  readonly token: string;
  readonly orderId: string;
}

/** Entries are spread over the table by the first two characters: what is shorter cannot be looked up. */
export const SHORTEST_TOKEN = 2;

export interface SearchStore {
  /** Entries that are there already are put again. */
  put(entries: readonly SearchEntry[]): Promise<void>;
  remove(entries: readonly SearchEntry[]): Promise<void>;
  /**
   * Orders with a token that begins so, by token; each once a page (two tokens of one order may lie on two pages).
   * Nothing is found by less than `SHORTEST_TOKEN` characters.
   */
  find(
    query: { readonly scope: string; readonly prefix: string },
    options: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly orderIds: readonly string[]; readonly next?: string }>;
}
