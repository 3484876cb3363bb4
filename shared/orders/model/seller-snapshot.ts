/** The shop of an order as it was when the order was made, as far as it is known. */
export interface SellerSnapshot {
  readonly name?: string;
  readonly storeName?: string;
  /** IANA name. */
  readonly timezone?: string;
}
