import { arnFor, asRecord, asText } from '../../edge/arn.ts';
import { AwsFailureError, jsonResponse } from '../../edge/responses.ts';
import type { AwsCall, AwsResponse, CloudModel } from '../../ports.ts';
import { type Schedule, type ScheduleDefinition, type ScheduleStore, timingOf } from './schedule-store.ts';
import { InvalidExpressionError, isOneTime, nextTime } from './schedule-time.ts';

const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;
const DEFAULT_PAGE = 100;

const invalid = (message: string): AwsFailureError => new AwsFailureError('ValidationException', 400, message);
const absent = (what: string): AwsFailureError =>
  new AwsFailureError('ResourceNotFoundException', 404, `${what} does not exist.`);

/** Checks what AWS would check, and works out the first firing. A one-time schedule in the past fires at once. */
export function scheduleOf(
  group: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  { model, now, fromTemplate = false }: { model: CloudModel; now: number; fromTemplate?: boolean },
): Schedule {
  const target = asRecord(input.Target);
  if (!NAME.test(name)) throw invalid(`The name ${name} does not match ${NAME.source}.`);
  if (asText(target.Arn) === undefined || asText(target.RoleArn) === undefined)
    throw invalid('Target needs Arn and RoleArn.');
  if (asText(asRecord(input.FlexibleTimeWindow).Mode) === undefined) throw invalid('FlexibleTimeWindow needs a Mode.');
  const definition = definitionOf(input);
  const schedule = { group, name, arn: arnFor(model, 'scheduler', `schedule/${group}/${name}`), definition };
  try {
    const after = isOneTime(definition.ScheduleExpression) ? 0 : now;
    const due = nextTime(timingOf({ definition, created: now }), after) ?? null;
    return { ...schedule, due, created: now, modified: now, fromTemplate };
  } catch (error) {
    if (error instanceof InvalidExpressionError) throw invalid(error.message);
    throw error;
  }
}

/** Dates come as seconds from the SDK, and as text from a template. */
const seconds = (value: unknown): number | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' ? value : Date.parse(String(value)) / 1_000;
};

function definitionOf(input: Readonly<Record<string, unknown>>): ScheduleDefinition {
  const entries = [
    'ScheduleExpression',
    'ScheduleExpressionTimezone',
    'FlexibleTimeWindow',
    'State',
    'Description',
    'ActionAfterCompletion',
    'Target',
  ].flatMap((key) => (input[key] === undefined || input[key] === null ? [] : [[key, input[key]]]));
  const dates = ['StartDate', 'EndDate'].flatMap((key) => {
    const value = seconds(input[key]);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries([...entries, ...dates]) as ScheduleDefinition;
}

const shown = ({ group, name, arn, definition, created, modified }: Schedule): Readonly<Record<string, unknown>> => ({
  Arn: arn,
  GroupName: group,
  Name: name,
  State: 'ENABLED',
  ActionAfterCompletion: 'NONE',
  ScheduleExpressionTimezone: 'UTC',
  ...definition,
  CreationDate: created / 1_000,
  LastModificationDate: modified / 1_000,
});

const listed = ({ group, name, arn, definition, created, modified }: Schedule): Readonly<Record<string, unknown>> => ({
  Arn: arn,
  GroupName: group,
  Name: name,
  State: definition.State ?? 'ENABLED',
  CreationDate: created / 1_000,
  LastModificationDate: modified / 1_000,
  Target: { Arn: definition.Target.Arn },
});

export interface ScheduleApi {
  readonly store: ScheduleStore;
  readonly model: CloudModel;
  readonly now: () => number;
  /** A time may have come nearer. */
  readonly changed: () => void;
  /** Groups of the template, which exist besides those that were made by call. */
  readonly templateGroups: ReadonlySet<string>;
}

type Operation = (call: Request, api: ScheduleApi) => unknown;

interface Request {
  readonly name: string;
  readonly group: string;
  readonly query: URLSearchParams;
  readonly input: Readonly<Record<string, unknown>>;
}

function existing({ group, name }: Request, { store }: ScheduleApi): Schedule {
  const schedule = store.get(group, name);
  if (schedule === undefined) throw absent(`Schedule ${name}`);
  return schedule;
}

const groupsOf = ({ store, templateGroups }: ScheduleApi): ReadonlySet<string> =>
  new Set(['default', ...templateGroups, ...store.groups()]);

function page<Value>(
  all: readonly Value[],
  query: URLSearchParams,
): { items: readonly Value[]; next: string | undefined } {
  const from = Number(query.get('NextToken') ?? 0);
  const to = from + Number(query.get('MaxResults') ?? DEFAULT_PAGE);
  return { items: all.slice(from, to), next: to < all.length ? String(to) : undefined };
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateSchedule: (request, api) => {
    if (!groupsOf(api).has(request.group)) throw absent(`Schedule group ${request.group}`);
    const schedule = scheduleOf(request.group, request.name, request.input, { model: api.model, now: api.now() });
    if (api.store.get(request.group, request.name) !== undefined) {
      throw new AwsFailureError('ConflictException', 409, `Schedule ${request.name} already exists.`);
    }
    api.store.put(schedule);
    api.changed();
    return { ScheduleArn: schedule.arn };
  },
  UpdateSchedule: (request, api) => {
    const { created, fromTemplate } = existing(request, api);
    const schedule = scheduleOf(request.group, request.name, request.input, { model: api.model, now: api.now() });
    api.store.put({ ...schedule, created, fromTemplate });
    api.changed();
    return { ScheduleArn: schedule.arn };
  },
  GetSchedule: (request, api) => shown(existing(request, api)),
  DeleteSchedule: (request, api) => {
    existing(request, api);
    api.store.remove(request.group, request.name);
    return {};
  },
  ListSchedules: ({ query }, { store }) => {
    const group = query.get('ScheduleGroup');
    const prefix = query.get('NamePrefix') ?? '';
    const state = query.get('State');
    const found = store
      .list()
      .filter((schedule) => group === null || schedule.group === group)
      .filter(({ name }) => name.startsWith(prefix))
      .filter(({ definition }) => state === null || (definition.State ?? 'ENABLED') === state);
    const { items, next } = page(found, query);
    return { Schedules: items.map(listed), ...(next === undefined ? {} : { NextToken: next }) };
  },
  CreateScheduleGroup: ({ name }, api) => {
    if (groupsOf(api).has(name)) throw new AwsFailureError('ConflictException', 409, `Schedule group ${name} exists.`);
    api.store.putGroup(name, api.now());
    return { ScheduleGroupArn: arnFor(api.model, 'scheduler', `schedule-group/${name}`) };
  },
  GetScheduleGroup: ({ name }, api) => {
    if (!groupsOf(api).has(name)) throw absent(`Schedule group ${name}`);
    return { Arn: arnFor(api.model, 'scheduler', `schedule-group/${name}`), Name: name, State: 'ACTIVE' };
  },
  ListScheduleGroups: ({ query }, api) => {
    const { items, next } = page([...groupsOf(api)].sort(), query);
    const ScheduleGroups = items.map((Name) => ({ Name, State: 'ACTIVE' }));
    return { ScheduleGroups, ...(next === undefined ? {} : { NextToken: next }) };
  },
  DeleteScheduleGroup: ({ name }, api) => {
    if (!api.store.groups().includes(name)) throw absent(`Schedule group ${name}`);
    api.store.removeGroup(name);
    return {};
  },
};

/** The REST-JSON interface of EventBridge Scheduler. */
export function handleScheduleCall({ operation, url, input }: AwsCall, api: ScheduleApi): AwsResponse {
  const perform = OPERATIONS[operation];
  if (perform === undefined) throw invalid(`${operation} is not served here.`);
  const { pathname, searchParams } = new URL(url, 'http://edge');
  const name = decodeURIComponent(pathname.split('/')[2] ?? '');
  const group = asText(input.GroupName) ?? searchParams.get('groupName') ?? 'default';
  return jsonResponse(200, perform({ name, group, query: searchParams, input }, api));
}
