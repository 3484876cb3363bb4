/**
 * Every condition of a write has a name. The `#` names and `:` values that they speak of are listed beside them; names
 * are always escaped, for the reserved words grow.
 */

/** Nothing is stored under this key. */
export const ITEM_IS_NEW = 'attribute_not_exists(pk)';

/** `#version`, `:expectedVersion`: nobody has changed it since it was read. */
export const IS_AT_EXPECTED_VERSION = '#version = :expectedVersion';

/** `#available`, `#availableFrom`, `:true`, `:now`: on sale, and already. */
export const ON_SALE = '#available = :true AND (attribute_not_exists(#availableFrom) OR #availableFrom <= :now)';

/** Those of `ON_SALE`, `#stock`, `:quantity`: on sale, and enough of it. */
export const ENOUGH_IN_STOCK = `${ON_SALE} AND #stock >= :quantity`;

/** `#stock`: somebody (still) counts the listing. */
export const STOCK_IS_COUNTED = 'attribute_exists(#stock)';

/** `#claimId`, `#state`, `:claimId`, `:inProgress`: the request still holds its claim. */
export const CLAIM_IS_HELD = '#claimId = :claimId AND #state = :inProgress';

/**
 * `#expiresAt`, `#state`, `#leaseUntil`, `#requestDigest`, `:nowSeconds`, `:now`, `:inProgress`, `:requestDigest`: never
 * used, or too long ago, or left behind by an attempt at the same request that died.
 */
export const CLAIM_IS_FREE = [
  ITEM_IS_NEW,
  '#expiresAt <= :nowSeconds',
  '(#state = :inProgress AND #leaseUntil <= :now AND #requestDigest = :requestDigest)',
].join(' OR ');

/** `#at`, `:secondBegin`: what is stored was measured in an earlier second. */
export const IS_FROM_AN_EARLIER_SECOND = 'attribute_not_exists(pk) OR #at < :secondBegin';

/** `#ownerId`, `:ownerBefore`: nobody else has taken the device since it was read. */
export const DEVICE_IS_STILL_THEIRS = '#ownerId = :ownerBefore';

/** `#ownerId`, `:ownerBefore`: as above, or it is nobody's. */
export const DEVICE_IS_NOBODY_ELSES = `${ITEM_IS_NEW} OR ${DEVICE_IS_STILL_THEIRS}`;

/** `#tries`, `:maxTries`, `#expiresAt`, `:now`, `#phoneNumber`, `:phoneNumber`: the code is for the number and may be tried. */
export const CODE_MAY_BE_TRIED = '#phoneNumber = :phoneNumber AND #validUntil > :now AND #tries < :maxTries';

/** `#codeId`, `:codeId`, `#validUntil`, `:now`, `#sentAt`: the code is the person's, and nobody is sending it. */
export const CODE_IS_UNSENT = '#codeId = :codeId AND #validUntil > :now AND attribute_not_exists(#sentAt)';

/** `#codeId`, `:codeId`: no other code has taken its place, and it was not used. */
export const CODE_IS_THE_SAME = '#codeId = :codeId';

/** `#state`, `#status`, `:scheduled`: it waits for its time, as it was planned or put off. */
export const WAITS_FOR_ITS_TIME = '(#state = :scheduled OR (attribute_not_exists(#state) AND #status = :scheduled))';

/** `#count`, `:room`: the window has room for as many as are taken. */
export const WINDOW_HAS_ROOM = 'attribute_not_exists(#count) OR #count <= :room';

/** `#open`, `:max`: one more connection may be opened. */
export const MAY_OPEN_ONE_MORE = 'attribute_not_exists(#open) OR #open < :max';

/** `#activeVersion`, `:expectedActive`: no other version of the workflow has become the active one. */
export const IS_THE_ACTIVE_VERSION = '#activeVersion = :expectedActive';

/** `#revision`, `:expectedRevision`: nobody has changed the template since it was read. */
export const TEMPLATE_IS_AS_READ = '#revision = :expectedRevision';

/** `#step`, `#state`, `:step`, `:running`: the page has not been recorded, and the job runs. */
export const BULK_PAGE_IS_NEXT = '#step = :step AND #state = :running';

/** `#state`, `:from0`, …: the job is in one of so many states. */
export const bulkSendIsIn = (states: number): string =>
  `#state IN (${Array.from({ length: states }, (_, index) => `:from${index}`).join(', ')})`;

/** `#until`, `:at`: nobody has begun a job like it for a while. */
export const NO_JOB_LIKE_IT = `${ITEM_IS_NEW} OR #until <= :at`;

/** `#orderId`, `:orderId`: nobody has sent the person the message, or it was sent by this order. */
export const PERSON_IS_FREE = `${ITEM_IS_NEW} OR #orderId = :orderId`;

/** `#templateId`, `:templateId`: the slot still uses this template. */
export const SLOT_USES_TEMPLATE = '#templateId = :templateId';

/** `#sellerId`, `#claimedAt`, `:sellerId`, `:since`: no other shop has the tracking number, or it had it long ago. */
export const PARCEL_IS_FREE = `${ITEM_IS_NEW} OR #sellerId = :sellerId OR #claimedAt < :since`;

/**
 * `#leaseUntil`, `#disabled`, `#retryAt`, `:now`: nobody asks the carrier now, nobody switched it off, and it is not left
 * alone after failures.
 */
export const CARRIER_MAY_BE_ASKED = [
  '(attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now)',
  'attribute_not_exists(#disabled)',
  '(attribute_not_exists(#retryAt) OR #retryAt <= :now)',
].join(' AND ');
