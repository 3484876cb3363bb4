import { DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Company } from './actors.ts';
import { receiptIsAssumed, scheduleIsLost, storeStaysSilent, substitutionLapses } from './scenarios/deadlines.ts';
import type { Expectation } from './scenarios/scenario.ts';
import { connectionTo, type Stage } from './stage.ts';
import { readSchedules } from './world.ts';

/** A little more than a message hides, and than Lambda waits before it runs a failed event again. */
const STEP = 'PT3M5S';
/** Past the fifteen minutes of the store, and past what is tried again after them. */
const STEPS = 8;
/** The rebuild begins with this phase: few orders are so far, and the calls are those of the whole rebuild. */
const OVER = 'completed';

const removeSchedulesOf = async (stage: Stage, orders: readonly Expectation[]): Promise<void> => {
  const client = new SchedulerClient(connectionTo(stage));
  const ids = new Set(orders.map(({ orderId }) => orderId));
  const found = (await readSchedules(stage)).filter(({ orderId }) => ids.has(orderId));
  if (found.length < orders.length) throw new Error('An order has no schedule that could be lost');
  for (const { name: Name, group: GroupName } of found) {
    await client.send(new DeleteScheduleCommand({ Name, GroupName }));
  }
};

/**
 * What only time makes happen: a store stays silent until it loses the order, a substitution lapses, a delivery is
 * assumed to be right, and a schedule that was lost comes back with the daily sweep. And what operators have done at
 * night: the index of what is over is made anew.
 */
export const playByTheClock = async (stage: Stage, company: Company): Promise<readonly Expectation[]> => {
  const waiting = [storeStaysSilent, storeStaysSilent, substitutionLapses, substitutionLapses, receiptIsAssumed];
  const passed = await company.play(waiting);
  await stage.post('drain');
  for (let step = 0; step < STEPS; step += 1) await stage.advance(STEP);
  await stage.rest();
  await stage.advance('P7D');
  const losers = await company.play([scheduleIsLost, scheduleIsLost]);
  // The sweep also meets one that is there: it is set again.
  const keepers = await company.play([scheduleIsLost]);
  await stage.rest();
  await removeSchedulesOf(stage, losers);
  await stage.askForRebuild(OVER);
  // A leap of the clock gives a message again that is still under way, and counts that as one of its tries.
  await stage.post('drain');
  await stage.advance('P1D');
  for (let step = 0; step < 2; step += 1) await stage.advance(STEP);
  await stage.rest();
  return [...passed, ...losers, ...keepers];
};
