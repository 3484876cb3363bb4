import { isRecord, type JsonRecord, listAt, recordAt } from '../assembly/json.ts';
import type { EdgeActivity } from '../ports.ts';
import type { RecordFilter } from './filter.ts';

/** Items as a call leaves them in the table; `undefined` for one of which the call says only what it changes. */
function imagesOf({ operation, input }: EdgeActivity): readonly (JsonRecord | undefined)[] {
  if (operation === 'PutItem') return [recordAt(input, 'Item')];
  if (operation === 'TransactWriteItems')
    return listAt(input, 'TransactItems')
      .filter(isRecord)
      .filter((part) => part.ConditionCheck === undefined)
      .map(({ Put }) => (isRecord(Put) ? recordAt(Put, 'Item') : undefined));
  if (operation === 'BatchWriteItem')
    return Object.values(recordAt(input, 'RequestItems'))
      .flatMap((requests) => (Array.isArray(requests) ? requests : []))
      .filter(isRecord)
      .map(({ PutRequest }) => (isRecord(PutRequest) ? recordAt(PutRequest, 'Item') : undefined));
  return [undefined];
}

/**
 * Whether a call to the table may have made a record that a filter of new images lets through. Most do not: search
 * words, idempotency and presence wake no poller.
 */
export function mayMatch(activity: EdgeActivity, filter: RecordFilter): boolean {
  return imagesOf(activity).some(
    (image) =>
      image === undefined ||
      ['INSERT', 'MODIFY'].some((eventName) => filter({ eventName, dynamodb: { NewImage: image } })),
  );
}
