import { describe, expect, it } from 'vitest';
import {
  BY_EFFECT,
  DESTINATIONS,
  descriptorOf,
  EVENT_DESTINATIONS,
  kindsOn,
  publicNameOf,
  QUEUE_IDS,
  queueVariable,
} from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS } from '../../../shared/contract/environment.ts';
import { routeChanges } from '../../../shared/events/route-changes.ts';
import { ENTITIES, isStreamed, STREAMED_ENTITIES } from '../../../shared/store/table-shape.ts';
import { PRIORITIES } from '../../../shared/workflows/workflow.ts';

describe('the registry of queues', () => {
  it('gives each queue a variable, a construct and a public name of its own', () => {
    for (const nameOf of [queueVariable, publicNameOf, (id) => descriptorOf(id).construct] satisfies readonly ((
      id: (typeof QUEUE_IDS)[number],
    ) => string)[]) {
      expect(new Set(QUEUE_IDS.map((id) => nameOf(id))).size).toBe(QUEUE_IDS.length);
    }
    expect(queueVariable('bulkMoves')).toBe('BULK_MOVES_QUEUE_URL');
    expect(publicNameOf('bulkMoves')).toBe('bulk-moves');
  });

  it('has one lane for each priority, and the same kind on all lanes', () => {
    const lanes = DESTINATIONS.filter((id) => kindsOn(id).some((kind) => kind === 'notification'));
    expect(lanes.flatMap((id) => descriptorOf(id).priorities ?? []).toSorted()).toEqual([...PRIORITIES].toSorted());
    for (const id of lanes) expect(kindsOn(id)).toEqual(kindsOn('redeliveryLane'));
  });

  it('gives each destination of events a condition, for event types that have none of their own', () => {
    expect(Object.keys(BY_EFFECT)).toEqual([...EVENT_DESTINATIONS]);
    expect(EVENT_DESTINATIONS.filter((id) => !DESTINATIONS.some((destination) => destination === id))).toEqual([]);
  });

  it('gives the fan-out the variables of all destinations, and the health check those of all queues', () => {
    expect(Object.keys(ENVIRONMENTS.FanOut.shape)).toEqual(
      expect.arrayContaining([...DESTINATIONS.map((id) => queueVariable(id)), 'PARKED_RECORDS_QUEUE_URL']),
    );
    expect(Object.keys(ENVIRONMENTS.PlatformApi.shape)).toEqual(
      expect.arrayContaining(QUEUE_IDS.map((id) => queueVariable(id))),
    );
  });
});

describe('items of the table', () => {
  const read = (entity: unknown) =>
    routeChanges([{ kind: 'INSERT', sequenceNumber: '1', newItem: { entity } }]).unreadable.map(({ reason }) => reason);

  it.each(STREAMED_ENTITIES)('%s has a reader, which refuses an item without content', (entity) => {
    expect(read(entity)).toEqual([expect.stringMatching(/^Unreadable|^Unknown schema version/)]);
  });

  it('others lead nowhere', () => {
    for (const entity of ENTITIES.filter((each) => !isStreamed(each))) expect(read(entity)).toEqual([]);
  });

  it.each(['wish', 'toString', '__proto__', undefined, null, 7])('%s is none that is known: it is parked', (entity) => {
    expect(read(entity)).toEqual([expect.stringMatching(/^Unknown entity: /)]);
  });
});
