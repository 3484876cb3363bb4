interface CountedPage<Place> {
  readonly orders: readonly unknown[];
  readonly next: Place | undefined;
}

/** How many there are on so many pages; `isMore` says that there are others behind them. */
export const countPages = async <Place>(
  read: (from: Place | undefined) => Promise<CountedPage<Place>>,
  maxPages: number,
): Promise<{ readonly count: number; readonly isMore: boolean }> => {
  let count = 0;
  let place: Place | undefined;
  for (let at = 0; at < maxPages; at += 1) {
    const page = await read(place);
    count += page.orders.length;
    place = page.next;
    if (place === undefined) return { count, isMore: false };
  }
  return { count, isMore: true };
};
