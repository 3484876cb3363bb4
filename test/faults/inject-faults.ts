import type { Company } from './actors.ts';
import type { Expectation, Scenario } from './scenarios/scenario.ts';
import {
  armedFaults,
  armFault,
  type FaultKind,
  roundsOf,
  type Site,
  siteName,
  type Target,
  type Thoroughness,
} from './sites.ts';
import type { Stage } from './stage.ts';

export interface KindResult {
  readonly kind: FaultKind;
  readonly applied: number;
  readonly reached: ReadonlySet<string>;
  readonly rounds: number;
  readonly orders: number;
}

/** @param kind What is injected meanwhile; absent where nothing is. */
export type Play = (kind?: FaultKind) => Promise<readonly Expectation[]>;

/** Longer than the pause between two heartbeats, and than functions keep what may change, secrets above all. */
const A_WHILE = 'PT5M5S';

/** Plays, and lets the world come to rest, and some time go by, while the pages of the players are open. */
export const playOut = async (
  stage: Stage,
  company: Company,
  scenarios: readonly Scenario[],
): Promise<readonly Expectation[]> => {
  const expectations = await company.play(scenarios);
  const pages = expectations.flatMap(({ follower, withdrawn }) => [follower ?? [], withdrawn ?? []].flat());
  await stage.rest();
  await Promise.all(pages.map((page) => page.connected()));
  await stage.advance(A_WHILE);
  await stage.rest();
  await Promise.all(pages.map((page) => page.connected()));
  await stage.rest();
  for (const page of pages) page.close();
  await stage.rest();
  return expectations;
};

/** Lambda runs an event that failed again after a minute, and once more after two. */
const LONGER_THAN_LAMBDA_WAITS = 'PT3M5S';

/** A few rounds more for what chance kept from being reached. */
const MAX_ROUNDS_MORE = 3;

/** Plays with the targets armed; returns those into which no fault was injected. */
const injectOnce = async (
  stage: Stage,
  targets: readonly Target[],
  kind: FaultKind,
  play: Play,
): Promise<{ readonly missed: readonly Target[]; readonly orders: number }> => {
  await stage.endWorkers();
  const armed = new Map<number, Target>();
  for (const target of targets) armed.set((await armFault(stage, target, kind)).id, target);
  const { length: orders } = await play(kind);
  const idle = new Set((await armedFaults(stage)).filter(({ applied }) => applied === 0).map(({ id }) => id));
  await stage.clearFaults();
  // What failed is run again unharmed: killed in the next round as well, it would be abandoned.
  await stage.advance(LONGER_THAN_LAMBDA_WAITS);
  return { missed: [...armed].flatMap(([id, target]) => (idle.has(id) ? [target] : [])), orders };
};

/** Plays until the fault matched calls of every site; a later call of one that does not come again is let go. */
export const inject = async (
  { stage, thoroughness }: { readonly stage: Stage; readonly thoroughness: Thoroughness },
  sites: readonly Site[],
  kind: FaultKind,
  play: Play,
): Promise<KindResult> => {
  const waiting = [...roundsOf(sites, kind, thoroughness)];
  const reached = new Set<string>();
  let [applied, rounds, orders, more] = [0, 0, 0, 0];
  for (let targets = waiting.shift(); targets !== undefined; targets = waiting.shift()) {
    const result = await injectOnce(stage, targets, kind, play);
    const missed = new Set(result.missed);
    for (const target of targets) if (!missed.has(target)) reached.add(siteName(target.site));
    applied += targets.length - missed.size;
    rounds += 1;
    orders += result.orders;
    const again = result.missed
      .filter(({ site }) => !reached.has(siteName(site)))
      .map((target) => ({ ...target, after: 0 }));
    if (again.length === 0 || more === MAX_ROUNDS_MORE) continue;
    more += 1;
    waiting.push(again);
  }
  return { kind, applied, reached, rounds, orders };
};
