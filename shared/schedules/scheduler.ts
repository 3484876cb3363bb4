import type { Instant } from '../calendar/instant.ts';

/** What a deadline's schedule hands to the function that fires it. */
export interface DeadlineInput {
  readonly orderId: string;
  readonly rule: string;
  readonly dueAt: Instant;
}

/** What the schedule of a notification hands to the function that releases it. */
export interface ReleaseInput {
  readonly orderId: string;
  readonly notificationId: string;
}

export interface OneTimeSchedule<Input = DeadlineInput> {
  readonly name: string;
  /** To the second; the service promises the minute. */
  readonly at: Date;
  readonly input: Input;
  /** It is there already, as far as is known. */
  readonly isMoved?: boolean;
}

/** Keeps one-time schedules by name. */
export interface SchedulerPort<Input = DeadlineInput> {
  /** Makes the schedule, or moves the one that has the name. */
  set(schedule: OneTimeSchedule<Input>): Promise<void>;
  /** Nothing happens where there is none. */
  remove(name: string): Promise<void>;
}
