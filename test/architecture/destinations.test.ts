import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from '../../docs/generators/source-files.ts';
import {
  descriptorOf,
  publicNameOf,
  QUEUE_IDS,
  type QueueId,
  queueVariable,
} from '../../shared/contract/destinations.ts';

/** Where any queue may be named. */
const OPEN_TO_ALL: readonly string[] = [
  'shared/contract/destinations.ts',
  // Which function is given which queue, and how queues are wired.
  'shared/contract/environment.ts',
  'lib/capabilities/',
  'lib/stacks/',
  // How many consumers of a lane a stage may have.
  'lib/stages.ts',
];

/** Names that are no words of another meaning: `urgentLane`, and neither `search` nor `Parked`. */
const isUnmistakable = (name: string): boolean => /[a-z][A-Z]|[_-]/.test(name);

/** By its own names anywhere, by its id where code speaks of queues. */
const spellingOf = (id: QueueId): RegExp => {
  const { construct, parkingVariable } = descriptorOf(id);
  const names = [id, construct, publicNameOf(id), queueVariable(id), parkingVariable].filter(
    (name) => name !== undefined && isUnmistakable(name),
  );
  const anywhere = names.map((name) => `(?<![\\w-])${name}(?![\\w-])`);
  const inContext = [
    `(?:destinations?|queue|queueId)\\b\\s*(?:===|!==|:)\\s*\\[?'${id}'`,
    `\\w*(?:[qQ]ueue|[dD]estination|parking|MessageOn)\\w*[(<[]+(?:this, )?'${id}'`,
    `(?:QUEUES|BY_EFFECT)\\.${id}\\b`,
  ];
  return new RegExp([...anywhere, ...inContext].join('|'));
};

const capabilityOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** The capabilities whose functions read a queue. */
const consumersOf = (id: QueueId, files: readonly Pick<SourceFile, 'path' | 'text'>[]): readonly string[] =>
  files
    .filter(({ path, text }) => path.startsWith('functions/') && text.includes(`fromQueue('${id}')`))
    .map(({ path }) => capabilityOf(path));

/** They differ in how fast they are read, not in what they carry. */
const LANES = QUEUE_IDS.filter((id) => descriptorOf(id).receives === 'lane');

const CODE = sourceFiles('shared', 'functions', 'lib', 'bin', 'web', 'local');

const spelled = (files: readonly Pick<SourceFile, 'path' | 'text'>[]): readonly string[] =>
  QUEUE_IDS.flatMap((id) => {
    const consumers = consumersOf(id, CODE);
    const spelling = spellingOf(id);
    return files
      .filter(({ path }) => !OPEN_TO_ALL.some((open) => path.startsWith(open)))
      .filter(({ path }) => !consumers.includes(capabilityOf(path)))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
          .filter(({ line }) => spelling.test(line))
          .map(({ line, at }) => `${at} names the queue ${id}: ${line.trim()}`),
      );
  });

describe('queues', () => {
  it('are named by the registry, the wiring and their consumers only', () => {
    expect(spelled(CODE)).toEqual([]);
  });

  it.each([
    'environment.NOTIFY_QUEUE_URL',
    'PARKED_RECORDS_QUEUE_URL: url',
    "destination === 'broadcast'",
    "{ destination: 'search', body }",
    "queueVariable('schedule')",
    "fromQueue('parked')",
    "queues(['heartbeat'])",
    "type Message = MessageOn<'notify'>;",
    'QUEUES.redrive.parkingVariable',
    "new WorkQueue(this, 'notify', props)",
    "const lane = 'urgentLane';",
    'urgentLane: environment.url',
    "health['bulk-moves']",
    "'NotifyQueue'",
  ])('%s is seen elsewhere', (text) => {
    expect(spelled([{ path: 'shared/events/some.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'functions/composition/some.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'lib/capabilities/some.ts', text }])).toEqual([]);
  });

  it.each(["kind: 'notify'", "outcome === 'parked'", 'search(orders)', "name: 'heartbeat'", 'class DeadLetterQueue {'])(
    '%s is a word like others',
    (text) => {
      expect(spelled([{ path: 'shared/events/some.ts', text }])).toEqual([]);
    },
  );

  it('each is read by one capability; all lanes by the same', () => {
    for (const id of QUEUE_IDS) {
      const readers = LANES.includes(id) ? LANES : [id];
      expect([id, readers.flatMap((each) => consumersOf(each, CODE))]).toEqual([id, [expect.any(String)]]);
    }
  });
});
