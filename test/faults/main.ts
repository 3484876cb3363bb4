/**
 * `npm run test:faults [-- --every] [kind …]`: every kind of AWS call that a path makes gets every kind of fault, while
 * patient clients go on as clients do; then the cloud comes to rest and the whole table is compared with what must be.
 * Prints what was lost, doubled and left half done; ends with 1 when that is not nothing.
 *
 * Of many calls of one kind a few are harmed, spread over all of them; with `--every` each one is, which takes hours.
 */

import { printTable } from '../../bench/report.ts';
import { readOptions } from '../../bin/command.ts';
import { startCloudProcess } from '../support/cloud-process.ts';
import { CLIENTS_AT_ONCE, Company } from './actors.ts';
import { reasonOfChance } from './by-chance.ts';
import { playByTheClock } from './by-the-clock.ts';
import { check } from './check.ts';
import type { Findings } from './check-order.ts';
import { inject, type KindResult, type Play, playOut } from './inject-faults.ts';
import { SCENARIOS } from './scenarios/all.ts';
import {
  armFault,
  FAULT_KINDS,
  type FaultKind,
  isAskedAgain,
  killsInRounds,
  readSites,
  type Site,
  siteName,
  type Target,
  type Thoroughness,
  without,
} from './sites.ts';
import { openStage, type Stage } from './stage.ts';
import { readWorld } from './world.ts';

const SDK_TRIES = 3;

/** This many failures in a row make a client abandon a call: clients that ask at the same time share them out. */
const triesOf = ({ function: functionId }: Site): number =>
  isAskedAgain(functionId) ? SDK_TRIES * CLIENTS_AT_ONCE : SDK_TRIES;

/** A part of the run: what is played again and again, and where it is harmed. */
interface Phase {
  readonly title: string;
  readonly play: Play;
  /** Which of the calls that were made belong to this part. */
  readonly pick: (sites: readonly Site[]) => readonly Site[];
}

interface PhaseResult {
  readonly sites: readonly Site[];
  readonly results: readonly KindResult[];
}

/** What was asked for, and what was found wrong, since the cloud began. */
interface Books {
  readonly asked: Set<string>;
  readonly findings: Findings;
}

/** Plays, and compares at once: what is played later moves the clock on. */
const playAndCheck = async (stage: Stage, { play }: Phase, { asked, findings }: Books, kind?: FaultKind) => {
  const expectations = await play(kind);
  for (const { orderId } of expectations) asked.add(orderId);
  const found = check(expectations, asked, await readWorld(stage));
  findings.lost.push(...found.lost);
  findings.doubled.push(...found.doubled);
  findings.halfDone.push(...found.halfDone);
  return expectations;
};

const HELP = `npm run test:faults [-- [--every] <kind> …]

Injects a fault into every kind of AWS call of every path, and counts what was lost, doubled or left half done.

  --every   into each single call

Kinds: ${FAULT_KINDS.join(', ')}; without one, all of them`;

const { values, positionals } = readOptions(HELP, {
  options: { every: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const thoroughness: Thoroughness = values.every ? 'every' : 'some';

/** @throws Error that names the kinds there are. */
const kindsAsked = (): readonly FaultKind[] => {
  const unknown = positionals.filter((asked) => !FAULT_KINDS.some((kind) => kind === asked));
  if (unknown.length > 0)
    throw new Error(`No kinds of faults: ${unknown.join(', ')}. Those are ${FAULT_KINDS.join(', ')}.`);
  return positionals.length === 0 ? FAULT_KINDS : FAULT_KINDS.filter((kind) => positionals.includes(kind));
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;

const allOf = ({ lost, doubled, halfDone }: Findings): readonly string[] => [...lost, ...doubled, ...halfDone];

const countOf = (findings: Findings): number => allOf(findings).length;

/** Plays once unharmed to learn the calls, then again with every kind of fault. */
const runPhase = async (stage: Stage, phase: Phase, books: Books): Promise<PhaseResult> => {
  const { title, pick } = phase;
  const startedAt = performance.now();
  await stage.endWorkers();
  await stage.clearMeter();
  await playAndCheck(stage, phase, books);
  await stage.clearFaults();
  const sites = pick(await readSites(stage));
  const calls = sites.reduce((sum, site) => sum + site.calls, 0);
  console.log(`${title}: ${sites.length} kinds of AWS calls, ${calls} calls, ${seconds(startedAt)}`);
  const results: KindResult[] = [];
  // A long run says what is wrong when it is found.
  const printed = new Set<string>();
  let known = countOf(books.findings);
  for (const kind of kindsAsked()) {
    const kindStartedAt = performance.now();
    const result = await inject({ stage, thoroughness }, sites, kind, () => playAndCheck(stage, phase, books, kind));
    results.push(result);
    const wrong = countOf(books.findings);
    const runs = `${result.applied} faults over ${result.orders} orders in ${result.rounds} rounds`;
    const update = wrong === known ? '' : `, ${wrong - known} FINDINGS`;
    known = wrong;
    console.log(`${title}, ${kind}: ${runs}, ${seconds(kindStartedAt)}${update}`);
    const missed = sites.map(siteName).filter((name) => !result.reached.has(name));
    if (missed.length > 0) console.log(`  not reached: ${missed.join(', ')}`);
    for (const finding of allOf(books.findings).filter((one) => !printed.has(one))) {
      console.log(`  ${finding}`);
      printed.add(finding);
    }
  }
  return { sites, results };
};

const report = (phases: readonly PhaseResult[], { lost, doubled, halfDone }: Findings): boolean => {
  const sites = phases.flatMap((phase) => phase.sites.map(siteName));
  const rows = kindsAsked().map((kind) => {
    const results = phases.flatMap((phase) => phase.results.filter((result) => result.kind === kind));
    const missed = phases.flatMap((phase, index) =>
      phase.sites.map(siteName).filter((name) => results[index]?.reached.has(name) !== true),
    );
    const applied = results.reduce((sum, result) => sum + result.applied, 0);
    const unexplained = missed.filter((name) => reasonOfChance(name, kind) === undefined);
    for (const name of missed) {
      const reason = reasonOfChance(name, kind);
      if (reason !== undefined) console.log(`${kind}, not reached this time: ${name}, ${reason}`);
    }
    return {
      measure: `faults of kind ${kind}`,
      ours: `${applied} at ${sites.length - missed.length} of ${sites.length} calls`,
      target: unexplained.length === 0 ? 'every call' : `NOT REACHED: ${unexplained.join(', ')}`,
      isComplete: unexplained.length === 0,
    };
  });
  // What stays wrong is found again after every round.
  const found = {
    lost: [...new Set(lost)],
    doubled: [...new Set(doubled)],
    'half done': [...new Set(halfDone)],
  };
  const counts = Object.entries(found).map(([measure, { length }]) => ({
    measure,
    ours: String(length),
    target: 'must be 0',
  }));
  printTable([...rows, ...counts]);
  for (const [what, findings] of Object.entries(found))
    for (const finding of findings) console.log(`${what}: ${finding}`);
  return rows.every(({ isComplete }) => isComplete) && Object.values(found).every(({ length }) => length === 0);
};

/** Failures of these lead to most that is done at no other time: releasing a claim, disconnecting a reader. */
const LEADS_ON = /TransactWriteItems|PostToConnection/;

/**
 * Where the SDK abandons a call, functions make calls that they make at no other time. The first play lets every
 * call fail so; the others those of the functions in which there is something to harm. A worker that is killed fails its
 * messages as well: then one call of a function, and those that lead on.
 */
const afterFailures = (stage: Stage, company: Company, known: readonly Site[]): Phase => {
  // As many as a message may meet: the rest are harmed one by one in the other parts.
  const [all = []] = killsInRounds(known.map((site) => ({ site, after: 0 })));
  let harmed: ReadonlySet<string> | undefined;
  const byFunction = Map.groupBy(all, ({ site }) => site.function);
  const firstOfEach = new Set([...byFunction.values()].map(([first]) => first));
  const isFailing = (target: Target, kind: FaultKind | undefined): boolean =>
    harmed === undefined ||
    LEADS_ON.test(target.site.operation) ||
    (harmed.has(target.site.function) && (kind !== 'kill' || firstOfEach.has(target)));
  return {
    title: 'after failures',
    play: async (kind) => {
      const failing = all.filter((target) => isFailing(target, kind));
      for (const target of failing) await armFault(stage, target, 'error', triesOf(target.site));
      return playOut(stage, company, SCENARIOS);
    },
    pick: (sites) => {
      const found = without(sites, known);
      harmed = new Set(found.map((site) => site.function));
      return found;
    },
  };
};

const main = async (): Promise<boolean> => {
  const startedAt = performance.now();
  const cloud = await startCloudProcess();
  try {
    const { api, websocket, health } = cloud;
    const stage = await openStage({ api, websocket, edge: health.addresses.edge });
    const company = new Company(stage, 'f');
    const books: Books = { asked: new Set(), findings: { lost: [], doubled: [], halfDone: [] } };
    // First, while there are few orders: the sweep of every day that is leapt over looks at all of them.
    const clock: Phase = {
      title: 'by the clock',
      play: () => playByTheClock(stage, company),
      pick: (sites) => sites.filter(({ function: id }) => /^Schedules|SearchIndex/.test(id)),
    };
    const first = await runPhase(stage, clock, books);
    const paths: Phase = {
      title: 'paths',
      play: () => playOut(stage, company, SCENARIOS),
      pick: (sites) => sites,
    };
    const second = await runPhase(stage, paths, books);
    const wake = afterFailures(stage, company, [...first.sites, ...without(second.sites, first.sites)]);
    const third = await runPhase(stage, wake, books);
    console.log(`all in ${seconds(startedAt)}`);
    return report([first, second, third], books.findings);
  } finally {
    await cloud.stop();
  }
};

process.exitCode = (await main()) ? 0 : 1;
