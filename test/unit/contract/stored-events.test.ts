import { describe, expect, it } from 'vitest';
import { ORDER_EVENT_TYPES, orderEvent } from '../../../shared/contract/events.ts';
import { routeChanges } from '../../../shared/events/route-changes.ts';
import { orderEventFromImage } from '../../../shared/store/event-item.ts';
import stored from './fixtures/stored-events.json' with { type: 'json' };

/** One item of each type as the first version wrote it. Add a type's first item here; never change one that is there. */
const ITEMS: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(Object.entries(stored));

describe('a stored event', () => {
  it('is there for each type', () => {
    expect([...ITEMS.keys()].toSorted()).toEqual([...ORDER_EVENT_TYPES].toSorted());
  });

  it.each([...ITEMS])('%s is still read, with nothing lost', (_type, item) => {
    const event = orderEventFromImage(item);
    expect(orderEvent().parse(event)).toEqual(event);
  });

  it.each([...ITEMS])('%s is still routed', (type, item) => {
    const { messages, unreadable } = routeChanges([{ kind: 'INSERT', sequenceNumber: '1', newItem: item }]);
    expect(unreadable).toEqual([]);
    expect(messages.map(({ destination }) => destination)).toContain('broadcast');
    for (const { body } of messages) expect(JSON.parse(body).event.type).toBe(type);
  });
});
