/** How many of an order's items are where, as decimal text. */
export interface ItemCounts {
  readonly total: string;
  /** In parcels that have left and have not come. */
  readonly onTheWay: string;
  readonly delivered: string;
}
