import { describe, expect, it } from 'vitest';
import { createFilter, looksAtNewImagesOnly } from '../../../local/mappings/filter.ts';
import { mayMatch } from '../../../local/mappings/written-images.ts';

const filtered = (...patterns: readonly object[]) => ({
  FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
});

describe('whether a write wakes a poller', () => {
  const filter = createFilter(
    filtered({ eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } }),
  );
  const wakes = (operation: string, input: Readonly<Record<string, unknown>>) =>
    mayMatch({ service: 'dynamodb', principal: 'f', operation, input }, filter);
  const event = { pk: { S: 'a' }, entity: { S: 'event' } };
  const other = { pk: { S: 'a' }, entity: { S: 'search' } };

  it.each([
    ['an item that the filter wants', 'PutItem', { Item: event }, true],
    ['an item that it does not want', 'PutItem', { Item: other }, false],
    [
      'one of several in a transaction',
      'TransactWriteItems',
      { TransactItems: [{ Put: { Item: other } }, { Put: { Item: event } }] },
      true,
    ],
    [
      'none in a transaction',
      'TransactWriteItems',
      { TransactItems: [{ Put: { Item: other } }, { ConditionCheck: {} }] },
      false,
    ],
    [
      'a change, of which only the stream shows the item',
      'TransactWriteItems',
      { TransactItems: [{ Update: {} }] },
      true,
    ],
    ['a change by itself', 'UpdateItem', { Key: {} }, true],
    ['one of several in a batch', 'BatchWriteItem', { RequestItems: { t: [{ PutRequest: { Item: event } }] } }, true],
    ['none in a batch', 'BatchWriteItem', { RequestItems: { t: [{ PutRequest: { Item: other } }] } }, false],
    [
      'a deletion, whose record has no new item',
      'BatchWriteItem',
      { RequestItems: { t: [{ DeleteRequest: {} }] } },
      true,
    ],
  ])('%s', (_, operation, input, expected) => {
    expect(wakes(operation, input)).toBe(expected);
  });

  it('is known beforehand where filters look at new items only', () => {
    const image = { dynamodb: { NewImage: { entity: { S: ['a'] } } } };
    expect(looksAtNewImagesOnly(filtered(image, { eventName: ['INSERT'], ...image }))).toBe(true);
    expect(looksAtNewImagesOnly({})).toBe(true);
    expect(looksAtNewImagesOnly(filtered(image, { dynamodb: { OldImage: { a: ['b'] } } }))).toBe(false);
    expect(looksAtNewImagesOnly(filtered({ dynamodb: { Keys: { sk: [{ prefix: 'EVENT' }] } } }))).toBe(false);
    expect(looksAtNewImagesOnly(filtered({ eventName: ['REMOVE'] }))).toBe(false);
    expect(looksAtNewImagesOnly(filtered({ ...image, userIdentity: ['x'] }))).toBe(false);
  });
});
