/**
 * `npm run test:faults [-- kind …]`: every AWS call that a path makes gets every kind of fault once, while patient clients
 * go on as clients do; then the cloud comes to rest and the whole table is compared with what must be. Prints what was
 * lost, doubled and left half done; ends with 1 when that is not nothing.
 */
import { printTable } from '../../bench/report.ts';
import { startCloudProcess } from '../support/cloud-process.ts';
import { Company } from './actors.ts';
import { playByTheClock } from './by-the-clock.ts';
import { check } from './check.ts';
import type { Findings } from './check-order.ts';
import { harm, type KindResult, playOut } from './harm.ts';
import { SCENARIOS } from './scenarios/all.ts';
import type { Expectation } from './scenarios/scenario.ts';
import { FAULT_KINDS, type FaultKind, readSites, type Site, without } from './sites.ts';
import { openStage, type Stage } from './stage.ts';
import { readWorld } from './world.ts';

/** Faults of one kind are spread over this many rounds of all scenarios at the most. */
const MOST_ROUNDS = 6;
const MOST_ROUNDS_BY_THE_CLOCK = 3;

/** A part of the run: what is played again and again, and where it can be harmed. */
interface Phase {
  readonly title: string;
  readonly mostRounds: number;
  readonly play: () => Promise<readonly Expectation[]>;
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
const playAndCheck = async (stage: Stage, { play }: Phase, { asked, findings }: Books) => {
  const expectations = await play();
  for (const { orderId } of expectations) asked.add(orderId);
  const found = check(expectations, asked, await readWorld(stage));
  findings.lost.push(...found.lost);
  findings.doubled.push(...found.doubled);
  findings.halfDone.push(...found.halfDone);
  return expectations;
};

const kindsAsked = (): readonly FaultKind[] => {
  const asked = process.argv.slice(2);
  return asked.length === 0 ? FAULT_KINDS : FAULT_KINDS.filter((kind) => asked.includes(kind));
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;

/** Plays once unharmed to learn the calls, then once more with every kind of fault. */
const runPhase = async (stage: Stage, phase: Phase, known: readonly Site[], books: Books): Promise<PhaseResult> => {
  const { title, mostRounds } = phase;
  const startedAt = performance.now();
  await playAndCheck(stage, phase, books);
  const sites = without(await readSites(stage), known);
  console.log(`${title}: ${sites.length} kinds of AWS calls, ${seconds(startedAt)}`);
  const results: KindResult[] = [];
  for (const kind of kindsAsked()) {
    const kindStartedAt = performance.now();
    const result = await harm(stage, sites, kind, mostRounds, () => playAndCheck(stage, phase, books));
    results.push(result);
    const runs = `${result.applied} faults over ${result.orders} orders in ${result.rounds} rounds`;
    console.log(`${title}, ${kind}: ${runs}, ${seconds(kindStartedAt)}`);
  }
  return { sites, results };
};

const report = (phases: readonly PhaseResult[], { lost, doubled, halfDone }: Findings): boolean => {
  const sites = phases.reduce((sum, phase) => sum + phase.sites.length, 0);
  const rows = kindsAsked().map((kind) => {
    const results = phases.flatMap((phase) => phase.results.filter((result) => result.kind === kind));
    const missed = results.flatMap(({ notReached }) => notReached).map((site) => `${site.function} ${site.operation}`);
    return {
      measure: `faults of kind ${kind}`,
      figure: `${results.reduce((sum, { applied }) => sum + applied, 0)} of ${sites}`,
      against: missed.length === 0 ? 'every call reached' : `NOT REACHED: ${missed.join(', ')}`,
      isComplete: missed.length === 0,
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
    figure: String(length),
    against: 'must be 0',
  }));
  printTable([...rows, ...counts]);
  for (const [what, findings] of Object.entries(found))
    for (const finding of findings) console.log(`${what}: ${finding}`);
  return rows.every(({ isComplete }) => isComplete) && Object.values(found).every(({ length }) => length === 0);
};

const main = async (): Promise<boolean> => {
  const startedAt = performance.now();
  const cloud = await startCloudProcess();
  try {
    const { api, websocket, health } = cloud;
    const stage = await openStage({ api, websocket, edge: health.addresses.edge });
    const company = new Company(stage, 'f');
    const books: Books = { asked: new Set(), findings: { lost: [], doubled: [], halfDone: [] } };
    const paths = { title: 'paths', mostRounds: MOST_ROUNDS, play: () => playOut(stage, company, SCENARIOS) };
    const first = await runPhase(stage, paths, [], books);
    const clock = {
      title: 'by the clock',
      mostRounds: MOST_ROUNDS_BY_THE_CLOCK,
      play: () => playByTheClock(stage, company),
    };
    const known = first.sites.filter((site) => !/Schedule(?:Handler|[A-Z0-9])|FireDeadline|Sweep/.test(site.function));
    const second = await runPhase(stage, clock, known, books);
    console.log(`all in ${seconds(startedAt)}`);
    return report([first, second], books.findings);
  } finally {
    await cloud.stop();
  }
};

process.exitCode = (await main()) ? 0 : 1;
