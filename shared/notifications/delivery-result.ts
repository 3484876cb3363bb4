import { retrySeconds } from '../contract/receives.ts';
import type { HandedOver, PassedOver } from './hand-over.ts';
import type { Notification } from './notification.ts';
import type { RenderedNotification } from './templates/render-notification.ts';

/** Attempts that ended in a failure of the provider's before a person is asked: within an hour or so. */
export const MAX_FAILURES = 20;

/** What became of the message of a lane. */
export type DeliveryResult =
  | {
      readonly result: 'sent' | 'failed';
      readonly notification: Notification;
      /** Providers that did not take it before another did. */
      readonly passedOver: readonly PassedOver[];
    }
  /** Its recipient has turned it off meanwhile, or is not reached there any more. */
  | { readonly result: 'withdrawn'; readonly notification: Notification }
  /** It has become night for its recipient: from now on it waits like one that was planned at night. */
  | { readonly result: 'postponed'; readonly notification: Notification }
  /** Done by an earlier message. */
  | { readonly result: 'settled' }
  /** Nothing is wrong with the message: it has to come again then. */
  | { readonly result: 'later'; readonly until: Date; readonly reason: string }
  /** A person must act first: `blocked` for the sender's account, `failing` for what keeps failing. */
  | {
      readonly result: 'parked';
      readonly why: 'blocked' | 'failing';
      readonly reason: string;
      readonly channel: Notification['channel'];
    };

/** What came of an attempt, and the message, where one was rendered. */
export interface Attempted extends Pick<HandedOver, 'provider' | 'passedOver'> {
  readonly outcome:
    | HandedOver['outcome']
    | { readonly outcome: 'withdrawn'; readonly error: string }
    | { readonly outcome: 'postponed' };
  readonly message?: Notification['message'];
  readonly preview?: string;
  /** The template that somebody wrote for it. */
  readonly template?: RenderedNotification['template'];
}

/** With up to a fifth more: messages that failed together do not come back together. */
const later = (now: Date, seconds: number, reason: string, random: () => number): DeliveryResult => ({
  result: 'later',
  until: new Date(now.getTime() + seconds * 1000 * (1 + random() / 5)),
  reason,
});

/** An attempt that has come to its end. */
export interface Ended {
  readonly notification: Notification;
  readonly attempted: Attempted;
  readonly leaseUntil: Date;
  readonly now: Date;
}

/** Counted in the notification, for its message is handed out for other reasons as well. Each further round counts anew. */
const afterFailure = (
  { attempts, channel }: Notification,
  error: string,
  now: Date,
  random: () => number,
): DeliveryResult => {
  const failures = 1 + attempts.filter(({ outcome }) => outcome === 'unavailable').length;
  if (failures % MAX_FAILURES === 0) return { result: 'parked', why: 'failing', reason: error, channel };
  return later(now, retrySeconds(failures % MAX_FAILURES), `unavailable: ${error}`, random);
};

/** What becomes of the message after an attempt. */
export const resultOf = (
  { notification, attempted: { outcome, passedOver }, leaseUntil, now }: Ended,
  random: () => number,
): DeliveryResult => {
  switch (outcome.outcome) {
    case 'accepted':
      return { result: 'sent', notification, passedOver };
    case 'refused':
      return { result: 'failed', notification, passedOver };
    case 'withdrawn':
      return { result: 'withdrawn', notification };
    case 'blocked':
      return { result: 'parked', why: 'blocked', reason: outcome.error, channel: notification.channel };
    case 'throttled':
      return later(now, outcome.retryAfterSeconds, `throttled: ${outcome.error}`, random);
    case 'unavailable':
      return afterFailure(notification, outcome.error, now, random);
    case 'unknown':
      return { result: 'later', until: leaseUntil, reason: `unknown: ${outcome.error}` };
    case 'deferred':
      return { result: 'later', until: outcome.until, reason: outcome.reason };
    case 'postponed':
      return { result: 'postponed', notification };
  }
};
