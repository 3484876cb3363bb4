import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { nameInArn } from '../../edge/arn.ts';
import type { Meter } from '../../edge/meter.ts';
import type { AwsCall, AwsResponse, AwsService, CloudModel, LocalClock } from '../../ports.ts';
import { transaction } from '../state.ts';
import { abandon, attempt, type DeliveryParts, nextTry, type Outcome } from './delivery.ts';
import { handleScheduleCall, type ScheduleApi, scheduleOf } from './schedule-api.ts';
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
  /** What failed, and is tried again later: by the scheduler, or by Lambda. */
  retries(): readonly Delivery[];
  /** Forgets all schedules but the template's, which begin anew. */
  clear(): void;
  pending(): number;
}

/** Pause after the dead-letter queue itself could not be reached. */
const AFTER_FAILURE_MILLISECONDS = 60_000;
/** Node's timers hold no more. */
const MAX_TIMER_MILLISECONDS = 2_147_483_647;

/** Schedules that the template declares: new or changed ones are put, ones that it no longer has are removed. */
function syncTemplate(store: ScheduleStore, model: CloudModel, now: number): void {
  const declared = model.ofType('AWS::Scheduler::Schedule').map(({ logicalId, properties }) => {
    const [group = 'default', name = ''] = model.arnOf(logicalId).split('/').slice(-2);
    return scheduleOf(group, name, properties, { model, now, fromTemplate: true });
  });
  const stored = new Set(declared.map(({ arn }) => arn));
  for (const schedule of store.list()) {
    if (schedule.fromTemplate && !stored.has(schedule.arn)) store.remove(schedule.group, schedule.name);
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

/**
 * The time after `due` at which a recurring schedule fires. What was missed while nothing ran, or was leapt over by the
 * clock, fires once, not often.
 */
function followingTime(schedule: Schedule, due: number, now: number, missedOnce: boolean): number | null {
  if (isOneTime(schedule.definition.ScheduleExpression)) return null;
  return nextTime(timingOf(schedule), missedOnce ? Math.max(due, now) : due) ?? null;
}

class LocalScheduler implements Scheduler {
  readonly name = 'scheduler';
  readonly #parts: SchedulerParts;
  readonly #store: ScheduleStore;
  readonly #api: ScheduleApi;
  readonly #unsubscribe: () => void;
  readonly #inProgress = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;

  constructor(parts: SchedulerParts) {
    const { database, clock, model } = parts;
    this.#parts = parts;
    this.#store = createScheduleStore(database);
    syncTemplate(this.#store, model, this.#now());
    this.#api = {
      model,
      store: this.#store,
      now: () => this.#now(),
      changed: () => this.#tick(false),
      templateGroups: new Set(
        model.ofType('AWS::Scheduler::ScheduleGroup').map(({ logicalId }) => nameInArn(model.arnOf(logicalId))),
      ),
    };
    this.#unsubscribe = clock.onChange(() => {
      this.#retimeRecurring();
      this.#tick(true);
    });
  }

  async handle(call: AwsCall): Promise<AwsResponse> {
    return handleScheduleCall(call, this.#api);
  }

  start(): void {
    this.#isRunning = true;
    this.#tick(true);
  }

  list(): readonly Schedule[] {
    return this.#store.list();
  }

  retries(): readonly Delivery[] {
    return this.#store.deliveriesAfter(this.#now());
  }

  clear(): void {
    this.#store.clear();
    syncTemplate(this.#store, this.#parts.model, this.#now());
    this.#arm();
  }

  pending(): number {
    const now = this.#now();
    const due = this.#store.deliveriesDue(now).filter(({ id }) => !this.#inProgress.has(id)).length;
    return this.#inProgress.size + due + (this.#store.firstDue(now) === undefined ? 0 : 1);
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  /** A clock that was set back must not leave a daily schedule waiting for a day that it has already seen. */
  #retimeRecurring(): void {
    const now = this.#now();
    for (const schedule of this.#store.list()) {
      if (schedule.due === null || isOneTime(schedule.definition.ScheduleExpression)) continue;
      const next = nextTime(timingOf(schedule), now);
      if (next !== undefined && next < schedule.due) this.#store.put({ ...schedule, due: next });
    }
  }

  /** Fires all that is due, in the order of its time. */
  #tick(missedOnce: boolean): void {
    if (!this.#isRunning) return;
    for (
      let first = this.#store.firstDue(this.#now());
      first !== undefined;
      first = this.#store.firstDue(this.#now())
    ) {
      this.#fire(first, first.due ?? this.#now(), missedOnce);
    }
    for (const delivery of this.#store.deliveriesDue(this.#now())) this.#begin(delivery);
    this.#arm();
  }

  /** Turns one due schedule into a delivery. Both happen or neither: a firing is never lost and never doubled. */
  #fire(schedule: Schedule, due: number, missedOnce: boolean): void {
    const next = followingTime(schedule, due, this.#now(), missedOnce);
    const { definition, arn: scheduleArn, group, name } = schedule;
    const delivery = { id: randomUUID(), scheduleArn, target: definition.Target, due, at: due, attempts: 0, runs: 0 };
    transaction(this.#parts.database, () => {
      this.#store.putDelivery(delivery);
      if (next === null && definition.ActionAfterCompletion === 'DELETE') this.#store.remove(group, name);
      else this.#store.put({ ...schedule, due: next });
    });
  }

  #begin(delivery: Delivery): void {
    if (this.#inProgress.has(delivery.id)) return;
    this.#inProgress.add(delivery.id);
    const { RoleArn } = delivery.target;
    const role = this.#parts.model.byArn(RoleArn)?.logicalId ?? nameInArn(RoleArn);
    if (delivery.attempts + delivery.runs === 0) this.#parts.meter.scheduleFired(role);
    this.#deliver(delivery)
      .catch((error: unknown) => {
        // The stop of the local cloud ends deliveries too: they are stored, and begin again at the next start.
        if (!this.#isRunning) return;
        console.error(`scheduler: ${delivery.scheduleArn}: ${String(error)}`);
        this.#store.putDelivery({ ...delivery, at: this.#now() + AFTER_FAILURE_MILLISECONDS });
      })
      .finally(() => {
        this.#inProgress.delete(delivery.id);
        this.#tick(false);
      });
  }

  /** Tries once. What cannot even be tried waits like what was refused: nothing is dropped for a fault of ours. */
  async #deliver(delivery: Delivery): Promise<void> {
    const outcome = await attempt(delivery, this.#parts).catch(undeliverable);
    if (!this.#isRunning) return;
    const again = outcome.kind === 'done' ? undefined : nextTry(delivery, outcome, this.#now());
    if (again !== undefined) {
      this.#store.putDelivery(again);
      return;
    }
    if (outcome.kind !== 'done') await abandon(delivery, outcome, this.#parts);
    this.#store.removeDelivery(delivery.id);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (!this.#isRunning) return;
    const now = this.#now();
    const next = this.#store.nextTime(now);
    if (next === undefined) return;
    this.#timer = setTimeout(() => this.#tick(false), Math.min(Math.max(0, next - now), MAX_TIMER_MILLISECONDS));
  }
}

export const createScheduler = (parts: SchedulerParts): Scheduler => new LocalScheduler(parts);
