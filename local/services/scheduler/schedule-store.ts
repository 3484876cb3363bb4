import type { DatabaseSync } from 'node:sqlite';
import type { Timing } from './schedule-time.ts';

/** Members of a request or of `AWS::Scheduler::Schedule`, which have the same names. */
export interface ScheduleDefinition {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string;
  readonly FlexibleTimeWindow: Readonly<Record<string, unknown>>;
  readonly State?: 'ENABLED' | 'DISABLED';
  readonly StartDate?: number;
  readonly EndDate?: number;
  readonly Description?: string;
  readonly ActionAfterCompletion?: 'NONE' | 'DELETE';
  readonly Target: Target;
}

export interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly RetryPolicy?: Readonly<Record<string, unknown>>;
  readonly DeadLetterConfig?: Readonly<Record<string, unknown>>;
  readonly SqsParameters?: Readonly<Record<string, unknown>>;
}

export interface Schedule {
  readonly group: string;
  readonly name: string;
  readonly arn: string;
  readonly definition: ScheduleDefinition;
  /** Milliseconds since the epoch, by the local clock; null when it will not fire again. */
  readonly due: number | null;
  readonly created: number;
  readonly modified: number;
  /** Declared in the template: kept up to date with it, and not removed by a reset. */
  readonly fromTemplate: boolean;
}

/** One firing on its way to its target. */
export interface Delivery {
  readonly id: string;
  readonly scheduleArn: string;
  readonly target: Target;
  /** When it was due. */
  readonly due: number;
  /** When it is tried next. */
  readonly at: number;
  /** Failed tries to hand it to the target. */
  readonly attempts: number;
  /** Failed runs of the function, which Lambda itself tries again. */
  readonly runs: number;
}

export interface ScheduleStore {
  put(schedule: Schedule): void;
  get(group: string, name: string): Schedule | undefined;
  remove(group: string, name: string): void;
  list(): readonly Schedule[];
  /** The enabled schedule that is due first, not later than `now`. */
  firstDue(now: number): Schedule | undefined;
  /** The next time at which anything begins: a firing, or a delivery that is not due yet. */
  nextTime(now: number): number | undefined;
  putDelivery(delivery: Delivery): void;
  removeDelivery(id: string): void;
  /** Due deliveries, earliest first. */
  deliveriesDue(now: number): readonly Delivery[];
  /** Deliveries that are not due yet: those that failed, and are tried again. */
  deliveriesAfter(now: number): readonly Delivery[];
  groups(): readonly string[];
  putGroup(name: string, created: number): void;
  removeGroup(name: string): void;
  /** Schedules and deliveries; groups stay. */
  clear(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS schedules (grp TEXT NOT NULL, name TEXT NOT NULL, due INTEGER, enabled INTEGER NOT NULL,
    from_template INTEGER NOT NULL, schedule TEXT NOT NULL, PRIMARY KEY (grp, name));
  CREATE INDEX IF NOT EXISTS schedules_due ON schedules(enabled, due);
  CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, at INTEGER NOT NULL, due INTEGER NOT NULL,
    delivery TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS deliveries_at ON deliveries(at);
  CREATE TABLE IF NOT EXISTS schedule_groups (name TEXT PRIMARY KEY, created INTEGER NOT NULL);`;

type Row = Readonly<Record<string, unknown>>;

const scheduleOf = (row: Row): Schedule => JSON.parse(String(row.schedule)) as Schedule;
const deliveryOf = (row: Row): Delivery => JSON.parse(String(row.delivery)) as Delivery;
const optional = <Value>(row: Row | undefined, parse: (row: Row) => Value): Value | undefined =>
  row === undefined ? undefined : parse(row);

type Deliveries = Pick<ScheduleStore, 'putDelivery' | 'removeDelivery' | 'deliveriesDue' | 'deliveriesAfter'>;

function deliveriesIn(database: DatabaseSync): Deliveries {
  const put = database.prepare('INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM deliveries WHERE id = ?');
  const due = database.prepare('SELECT * FROM deliveries WHERE at <= ? ORDER BY due, rowid');
  const later = database.prepare('SELECT * FROM deliveries WHERE at > ? ORDER BY at, rowid');
  return {
    putDelivery: (delivery) => void put.run(delivery.id, delivery.at, delivery.due, JSON.stringify(delivery)),
    removeDelivery: (id) => void remove.run(id),
    deliveriesDue: (now) => due.all(now).map(deliveryOf),
    deliveriesAfter: (now) => later.all(now).map(deliveryOf),
  };
}

export function createScheduleStore(database: DatabaseSync): ScheduleStore {
  database.exec(SCHEMA);
  const put = database.prepare('INSERT OR REPLACE INTO schedules VALUES (?, ?, ?, ?, ?, ?)');
  const get = database.prepare('SELECT * FROM schedules WHERE grp = ? AND name = ?');
  const remove = database.prepare('DELETE FROM schedules WHERE grp = ? AND name = ?');
  const list = database.prepare('SELECT * FROM schedules ORDER BY grp, name');
  const due = database.prepare(
    'SELECT * FROM schedules WHERE enabled = 1 AND due <= ? ORDER BY due, grp, name LIMIT 1',
  );
  const next = database.prepare(
    `SELECT MIN(t) AS t FROM (SELECT MIN(due) AS t FROM schedules WHERE enabled = 1
       UNION ALL SELECT MIN(at) AS t FROM deliveries WHERE at > ?)`,
  );
  const groups = database.prepare('SELECT name FROM schedule_groups ORDER BY name');
  const putGroup = database.prepare('INSERT OR IGNORE INTO schedule_groups VALUES (?, ?)');
  const removeGroup = database.prepare('DELETE FROM schedule_groups WHERE name = ?');
  const removeOfGroup = database.prepare('DELETE FROM schedules WHERE grp = ?');
  return {
    put: (schedule) => {
      const enabled = schedule.definition.State === 'DISABLED' ? 0 : 1;
      const text = JSON.stringify(schedule);
      put.run(schedule.group, schedule.name, schedule.due, enabled, schedule.fromTemplate ? 1 : 0, text);
    },
    get: (group, name) => optional(get.get(group, name), scheduleOf),
    remove: (group, name) => void remove.run(group, name),
    list: () => list.all().map(scheduleOf),
    firstDue: (now) => optional(due.get(now), scheduleOf),
    nextTime: (now) => {
      const time = next.get(now)?.t;
      return typeof time === 'number' ? time : undefined;
    },
    ...deliveriesIn(database),
    groups: () => groups.all().map((row) => String(row.name)),
    putGroup: (name, created) => void putGroup.run(name, created),
    removeGroup: (name) => {
      removeOfGroup.run(name);
      removeGroup.run(name);
    },
    clear: () => database.exec('DELETE FROM schedules; DELETE FROM deliveries;'),
  };
}

export const timingOf = ({ definition, created }: Pick<Schedule, 'definition' | 'created'>): Timing => ({
  expression: definition.ScheduleExpression,
  timezone: definition.ScheduleExpressionTimezone ?? 'UTC',
  startDate: definition.StartDate === undefined ? undefined : definition.StartDate * 1_000,
  endDate: definition.EndDate === undefined ? undefined : definition.EndDate * 1_000,
  createdAt: created,
});
