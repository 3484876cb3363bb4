import type { Company } from './actors.ts';
import type { Expectation, Scenario } from './scenarios/scenario.ts';
import { type ArmedFault, armedFaults, armFault, type FaultKind, type Site } from './sites.ts';
import type { Stage } from './stage.ts';

export interface KindResult {
  readonly kind: FaultKind;
  readonly applied: number;
  readonly notReached: readonly ArmedFault[];
  readonly rounds: number;
  readonly orders: number;
}

/** Plays, and lets the world come to rest while the pages of the players are open. */
export const playOut = async (
  stage: Stage,
  company: Company,
  scenarios: readonly Scenario[],
): Promise<readonly Expectation[]> => {
  const expectations = await company.play(scenarios);
  await stage.rest();
  for (const { follower } of expectations) follower?.close();
  await stage.rest();
  // What functions keep for a while, secrets above all, is fetched anew.
  await stage.advance('PT5M5S');
  return expectations;
};

/** Arms every site once, and plays again until each fault befell a call. */
export const harm = async (
  stage: Stage,
  sites: readonly Site[],
  kind: FaultKind,
  mostRounds: number,
  play: () => Promise<readonly Expectation[]>,
): Promise<KindResult> => {
  for (const site of sites) await armFault(stage, site, kind);
  let rounds = 0;
  let orders = 0;
  let faults = await armedFaults(stage);
  for (; rounds < mostRounds && faults.some(({ applied }) => applied === 0); rounds += 1) {
    orders += (await play()).length;
    faults = await armedFaults(stage);
  }
  await stage.clearFaults();
  const applied = faults.reduce((sum, fault) => sum + fault.applied, 0);
  return { kind, applied, notReached: faults.filter((fault) => fault.applied === 0), rounds, orders };
};
