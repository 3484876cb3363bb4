import type { Instant } from '../calendar/instant.ts';

/** What a deadline's schedule hands to the function that fires it. */
export interface DeadlineInput {
  readonly orderId: string;
  readonly rule: string;
  readonly dueAt: Instant;
}

export interface OneTimeSchedule {
  readonly name: string;
  /** To the second; the service promises the minute. */
  readonly at: Date;
  readonly input: DeadlineInput;
  /** It is there already, as far as is known. */
  readonly isMoved?: boolean;
}

/** Keeps one-time schedules by name. */
export interface SchedulerPort {
  /** Makes the schedule, or moves the one that has the name. */
  set(schedule: OneTimeSchedule): Promise<void>;
  /** Nothing happens where there is none. */
  remove(name: string): Promise<void>;
}
