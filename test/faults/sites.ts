import type { Stage } from './stage.ts';

/** One kind of AWS call. */
export interface Place {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
}

/** A place that paths come by. */
export interface Site extends Place {
  /** How often it was made while the paths were played once. */
  readonly calls: number;
}

export const FAULT_KINDS = ['throttle', 'error', 'slow', 'lost_reply', 'duplicate', 'kill'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

interface Meter {
  readonly functions: Readonly<
    Record<string, { readonly calls: Readonly<Record<string, Readonly<Record<string, number>>>> }>
  >;
}

/** The calls of every function since the meter was cleared: generated from what was really done. */
export const readSites = async (stage: Stage): Promise<readonly Site[]> => {
  const { functions } = await stage.get<Meter>('meter');
  return Object.entries(functions)
    .filter(([functionId]) => functionId !== 'local')
    .flatMap(([functionId, { calls: services }]) =>
      Object.entries(services).flatMap(([service, operations]) =>
        Object.entries(operations).map(([operation, calls]) => ({ function: functionId, service, operation, calls })),
      ),
    );
};

export const siteName = ({ function: functionId, service, operation }: Place): string =>
  `${functionId} ${service} ${operation}`;

/** Those that are not among the others. */
export const without = (sites: readonly Site[], others: readonly Site[]): readonly Site[] => {
  const known = new Set(others.map(siteName));
  return sites.filter((site) => !known.has(siteName(site)));
};

/** One call to be harmed: of the calls of a site the one after so many. */
export interface Target {
  readonly site: Site;
  readonly after: number;
}

/** Which of a site's calls are harmed: one operation serves many purposes. */
export type Thoroughness = 'some' | 'every';

/** So many of a site's calls, spread over all of them. */
const SOME_CALLS = 4;

/** The first call of every site, and some later ones; or all of them. */
const targetsOf = (sites: readonly Site[], thoroughness: Thoroughness): readonly Target[] =>
  sites.flatMap((site) => {
    const count = thoroughness === 'every' ? site.calls : Math.min(SOME_CALLS, site.calls);
    return Array.from({ length: count }, (_, index) => ({ site, after: Math.floor((index * site.calls) / count) }));
  });

/**
 * The SDK makes good one fault of another kind, but a killed worker fails its event, which is abandoned after so many
 * failures: five where a queue gives it, three where Lambda itself does. One less at a time is as many as may be.
 */
const MAX_KILLS: readonly (readonly [functions: RegExp, max: number])[] = [
  [
    /Notify|Deliver|Broadcast|Heartbeat|SearchIndex|ApplyParked|LearnTransit|Bulk|SendCode|Receipts|SchedulesSchedule/,
    4,
  ],
  [/FireDeadline|Release|Sweep|PollCarrier/, 2],
];

const maxKillsOf = (functionId: string): number =>
  MAX_KILLS.find(([functions]) => functions.test(functionId))?.[1] ?? Number.POSITIVE_INFINITY;

/** One call in so many is harmed in a round: the next try of the SDK must be one that goes through. */
const ONE_IN = 8;

/** Every eighth call of each site, then the ones after those, and so on. */
const byTurns = (targets: readonly Target[]): readonly (readonly Target[])[] =>
  [...Map.groupBy(targets, ({ after }) => after % ONE_IN)].toSorted(([a], [b]) => a - b).map(([, turn]) => turn);

/** Kills in rounds of their own, so that no event is failed more often than it is tried. */
export const killsInRounds = (targets: readonly Target[]): readonly (readonly Target[])[] => {
  const rounds: Target[][] = [];
  const taken = new Map<string, number>();
  for (const target of targets) {
    const functionId = target.site.function;
    const before = taken.get(functionId) ?? 0;
    taken.set(functionId, before + 1);
    const round = Math.floor(before / maxKillsOf(functionId));
    rounds[round] = [...(rounds[round] ?? []), target];
  }
  return rounds;
};

/** Their callers come again as often as it takes; who asks for a link may not, and what a queue gives is tried so often. */
export const isAskedAgain = (functionId: string): boolean => /(Orders|Store|Admin)Api/.test(functionId);

/** The calls to be harmed, in the rounds in which they may be. */
export const roundsOf = (
  sites: readonly Site[],
  kind: FaultKind,
  thoroughness: Thoroughness,
): readonly (readonly Target[])[] => {
  const targets = targetsOf(sites, thoroughness);
  if (kind === 'kill') return killsInRounds(targets);
  return thoroughness === 'every' ? byTurns(targets) : [targets];
};

export interface ArmedFault {
  readonly id: number;
  readonly applied: number;
}

/** The faults that are armed now, with how often each matched a call. */
export const armedFaults = (stage: Stage): Promise<readonly ArmedFault[]> => stage.get('faults');

const SLOW_MILLISECONDS = 800;

/** Harms one call that fits, or several that follow each other. */
export const armFault = (
  stage: Stage,
  { site, after }: { readonly site: Place; readonly after: number },
  kind: FaultKind,
  times = 1,
): Promise<ArmedFault> => {
  const { function: functionId, service, operation } = site;
  const delay = kind === 'slow' ? { delayMs: SLOW_MILLISECONDS } : {};
  return stage.post('faults', { function: functionId, service, operation, kind, after, times, ...delay });
};
