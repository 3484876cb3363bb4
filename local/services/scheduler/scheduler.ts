import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { nameInArn } from '../../edge/arn.ts';
import type { Meter } from '../../edge/meter.ts';
import type { AwsService, CloudModel, LocalClock } from '../../ports.ts';
import { transaction } from '../state.ts';
import { attempt, type DeliveryParts, giveUp, nextTry, type Outcome } from './delivery.ts';
import { answerScheduleCall, scheduleOf } from './schedule-api.ts';
import { createScheduleStore, type Delivery, type Schedule, type ScheduleStore, timingOf } from './schedule-store.ts';
import { isOneTime, nextTime } from './schedule-time.ts';

export interface SchedulerParts extends DeliveryParts {
  readonly database: DatabaseSync;
  readonly clock: LocalClock;
  readonly meter: Pick<Meter, 'scheduleFired'>;
}

/** EventBridge Scheduler on the local clock. */
export interface Scheduler extends AwsService {
  /** Fires what came due while nothing ran, and goes on. Called once, when functions can be invoked. */
  start(): void;
  list(): readonly Schedule[];
  /** Forgets all schedules but the template's, which begin anew. */
  clear(): void;
  pending(): number;
}

/** Pause after the dead-letter queue itself could not be reached. */
const AFTER_FAILURE_MILLISECONDS = 60_000;
/** Node's timers hold no more. */
const MOST_TIMER_MILLISECONDS = 2_147_483_647;

/** Schedules that the template declares: new or changed ones are put, ones that it no longer has are removed. */
function syncTemplate(store: ScheduleStore, model: CloudModel, now: number): void {
  const declared = model.ofType('AWS::Scheduler::Schedule').map(({ logicalId, properties }) => {
    const [group = 'default', name = ''] = model.arnOf(logicalId).split('/').slice(-2);
    return scheduleOf(group, name, properties, { model, now, fromTemplate: true });
  });
  const kept = new Set(declared.map(({ arn }) => arn));
  for (const schedule of store.list()) {
    if (schedule.fromTemplate && !kept.has(schedule.arn)) store.remove(schedule.group, schedule.name);
  }
  for (const schedule of declared) {
    const known = store.get(schedule.group, schedule.name);
    const unchanged = known !== undefined && JSON.stringify(known.definition) === JSON.stringify(schedule.definition);
    if (!unchanged) store.put(schedule);
  }
}

const undeliverable = (error: unknown): Outcome => ({
  kind: 'undelivered',
  code: 'InternalException',
  message: error instanceof Error ? error.message : String(error),
  canRetry: true,
});

/** The time after `due` at which a recurring schedule fires; what was missed while nothing ran fires once, not often. */
function followingTime(schedule: Schedule, due: number, now: number, missedOnce: boolean): number | null {
  if (isOneTime(schedule.definition.ScheduleExpression)) return null;
  return nextTime(timingOf(schedule), missedOnce ? Math.max(due, now) : due) ?? null;
}

export function createScheduler(parts: SchedulerParts): Scheduler {
  const { database, clock, model, meter } = parts;
  const store = createScheduleStore(database);
  const underWay = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  const now = (): number => clock.now().getTime();
  syncTemplate(store, model, now());

  /** Turns one due schedule into a delivery. Both happen or neither: a firing is never lost and never doubled. */
  const fire = (schedule: Schedule, due: number, missedOnce: boolean): void => {
    const next = followingTime(schedule, due, now(), missedOnce);
    transaction(database, () => {
      const { definition, arn: scheduleArn } = schedule;
      store.putDelivery({
        id: randomUUID(),
        scheduleArn,
        target: definition.Target,
        due,
        at: due,
        attempts: 0,
        runs: 0,
      });
      if (next === null && schedule.definition.ActionAfterCompletion === 'DELETE')
        store.remove(schedule.group, schedule.name);
      else store.put({ ...schedule, due: next });
    });
  };

  /** Tries once. What cannot even be tried waits like what was refused: nothing is dropped for a fault of ours. */
  const deliver = async (delivery: Delivery): Promise<void> => {
    const outcome = await attempt(delivery, parts).catch(undeliverable);
    const again = outcome.kind === 'done' ? undefined : nextTry(delivery, outcome, now());
    if (again !== undefined) {
      store.putDelivery(again);
      return;
    }
    if (outcome.kind !== 'done') await giveUp(delivery, outcome, parts);
    store.removeDelivery(delivery.id);
  };

  const startDeliveries = (): void => {
    for (const delivery of store.deliveriesDue(now())) {
      if (underWay.has(delivery.id)) continue;
      underWay.add(delivery.id);
      if (delivery.attempts + delivery.runs === 0) meter.scheduleFired(roleOf(delivery));
      deliver(delivery)
        .catch((error: unknown) => {
          console.error(`scheduler: ${delivery.scheduleArn}: ${String(error)}`);
          store.putDelivery({ ...delivery, at: now() + AFTER_FAILURE_MILLISECONDS });
        })
        .finally(() => {
          underWay.delete(delivery.id);
          if (running) tick(false);
        });
    }
  };

  const roleOf = ({ target }: Delivery): string => model.byArn(target.RoleArn)?.logicalId ?? nameInArn(target.RoleArn);

  const tick = (missedOnce: boolean): void => {
    for (let first = store.firstDue(now()); first !== undefined; first = store.firstDue(now())) {
      fire(first, first.due ?? now(), missedOnce);
    }
    startDeliveries();
    arm();
  };

  const arm = (): void => {
    clearTimeout(timer);
    if (!running) return;
    const next = store.nextTime(now());
    if (next === undefined) return;
    timer = setTimeout(() => tick(false), Math.min(Math.max(0, next - now()), MOST_TIMER_MILLISECONDS));
  };

  const templateGroups = new Set(
    model.ofType('AWS::Scheduler::ScheduleGroup').map(({ logicalId }) => nameInArn(model.arnOf(logicalId))),
  );
  const changed = (): void => {
    if (running) tick(false);
  };
  const unsubscribe = clock.onChange(changed);
  const api = { store, model, now, templateGroups, changed };

  return {
    name: 'scheduler',
    handle: async (call) => answerScheduleCall(call, api),
    start: () => {
      running = true;
      tick(true);
    },
    list: () => store.list(),
    clear: () => {
      store.clear();
      syncTemplate(store, model, now());
      arm();
    },
    pending: () => {
      const due = store.deliveriesDue(now()).filter(({ id }) => !underWay.has(id)).length;
      return underWay.size + due + (store.firstDue(now()) === undefined ? 0 : 1);
    },
    stop: async () => {
      running = false;
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
