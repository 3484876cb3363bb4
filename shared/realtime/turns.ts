/** Two functions that send to one subscription take turns, so that each begins where the one before has moved the place. */
import type { Clock } from '../clock/clock.ts';
import type { ConnectionStore, Turn } from './connection-store.ts';
import { encodeCursor } from './cursor.ts';
import type { Delivery } from './deliveries.ts';

/** Longer than a post, tried again, takes: whose turn it still is has died, and may have sent or not. */
const MAX_TURN_MILLISECONDS = 10_000;
/** However old it is by the clock, who finds it taken looks again so often: clocks of two functions differ. */
const MIN_LOOKS = 8;

export interface TurnDependencies {
  readonly connections: Pick<ConnectionStore, 'takeTurn' | 'endTurn'>;
  readonly clock: Clock;
  /** An id that nobody else has. */
  readonly newId: () => string;
}

/** Whether nobody can say any more what was sent in that turn, after so many looks at it. */
export const isLost = ({ since }: Turn, looks: number, now: Date): boolean =>
  looks >= MIN_LOOKS && now.getTime() - Date.parse(since) > MAX_TURN_MILLISECONDS;

/** Places are noted of subscriptions to feeds: only there must one sender wait for another. */
const placed = (deliveries: readonly Delivery[]): readonly Delivery[] =>
  deliveries
    .filter(({ place }) => place !== undefined)
    .sort((a, b) => (a.listening.audience < b.listening.audience ? -1 : 1));

/** Takes the turns of all, or none of them where one cannot be taken. */
export const takeTurns = async (
  deliveries: readonly Delivery[],
  { connections, clock, newId }: TurnDependencies,
): Promise<Turn | undefined> => {
  const turn: Turn = { since: clock.now().toISOString(), id: newId() };
  const taken: Delivery[] = [];
  for (const delivery of placed(deliveries)) {
    if (await connections.takeTurn(delivery.listening, turn)) taken.push(delivery);
    else {
      await Promise.all(taken.map(({ listening }) => connections.endTurn(listening, turn)));
      return undefined;
    }
  }
  return turn;
};

/** Notes where the readers are now that they have been sent the event. */
export const endTurns = async (
  deliveries: readonly Delivery[],
  turn: Turn,
  { connections }: Pick<TurnDependencies, 'connections'>,
): Promise<void> => {
  await Promise.all(
    placed(deliveries).map(({ listening, place }) =>
      connections.endTurn(listening, turn, place && encodeCursor(place)),
    ),
  );
};
