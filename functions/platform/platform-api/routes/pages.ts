import { orderIdIn, orderNumberOf, parcelNumberOf, printedOrderNumber } from '../../../../shared/contract/normalize.ts';
import { PLATFORM_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { HOME_PAGE_POLICY, homePage } from '../../../../web/home/home-page.ts';
import { implement } from '../../../http/http-api.ts';
import { spokenPage } from '../../../http/page.ts';

/** In a browser the edge returns the page that shows the document. */
export const getDocs = implement(PLATFORM_OPERATIONS.getDocs, async () => ({
  status: 303,
  headers: { Location: '/openapi.json' },
}));

export const getHomePage = implement(PLATFORM_OPERATIONS.getHomePage, async ({ query, headers }) =>
  spokenPage(headers, HOME_PAGE_POLICY, (locale) => homePage(locale, query.order)),
);

const PARCEL_NUMBER = /^[A-Z0-9]{4,40}$/;
/** Digits in other groups than those of an order's number are a parcel's. */
const ORDER_PREFIX = /\bord/i;

const orderIn = (typed: string): string | undefined => {
  const order = orderNumberOf(typed);
  const isOrders = order?.startsWith('ORD-') && ORDER_PREFIX.test(typed);
  return orderIdIn(typed) ?? printedOrderNumber(typed) ?? (isOrders ? order : undefined);
};

/** Where the first page's form leads: to a parcel, to the other form, or back. */
const placeOf = (typed: string): string => {
  const order = orderIn(typed);
  if (order !== undefined) return `/?${new URLSearchParams({ order })}`;
  const parcel = parcelNumberOf(typed);
  return PARCEL_NUMBER.test(parcel) ? `/track/${parcel}` : '/';
};

export const findParcel = implement(PLATFORM_OPERATIONS.findParcel, async ({ query: { number = '' } }) => ({
  status: 303,
  headers: { Location: placeOf(number) },
}));
