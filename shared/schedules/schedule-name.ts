import { sha256 } from '../security/digest.ts';

/** EventBridge Scheduler's own limits. */
const NAME = /^[0-9a-zA-Z-_.]{1,64}$/;

/**
 * `deadline-<order>-<rule>`: the same for the same deadline, so that making it twice makes one. Where the parts are too
 * long, or have characters that a name may not have, their digest stands for them.
 */
export const deadlineScheduleName = (orderId: string, rule: string): string => {
  const name = `deadline-${orderId}-${rule}`;
  if (NAME.test(name)) return name;
  return `deadline-${sha256(JSON.stringify([orderId, rule]), 'hex').slice(0, 40)}`;
};

/**
 * `send-<notification>`, whose id is a digest of fixed length; `send-<notification>-<seconds>` of one more look at it,
 * which never moves the schedule of its time, and is not moved by it.
 */
export const releaseScheduleName = (notificationId: string, extraAt?: string): string =>
  extraAt === undefined ? `send-${notificationId}` : `send-${notificationId}-${Math.floor(Date.parse(extraAt) / 1000)}`;
