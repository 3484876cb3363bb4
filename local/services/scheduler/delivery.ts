import { asRecord, asText } from '../../edge/arn.ts';
import type { Permissions } from '../../edge/permissions/permissions.ts';
import type { QueueEngine } from '../../engines/fauxqs.ts';
import type { CloudModel, FunctionHost, InvocationResult } from '../../ports.ts';
import { sendToQueue } from '../messages.ts';
import type { Delivery } from './schedule-store.ts';

/** What became of one try. */
export type Outcome =
  | { readonly kind: 'done' }
  /** Handing it over failed: the schedule's own retry policy and dead-letter queue apply. */
  | { readonly kind: 'undelivered'; readonly code: string; readonly message: string; readonly canRetry: boolean }
  /** The function ran and failed: Lambda's own retries and the function's dead-letter queue apply. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface DeliveryParts {
  readonly model: CloudModel;
  readonly host: () => FunctionHost;
  readonly queues: QueueEngine;
  readonly permissions: Permissions;
}

/** Lambda runs a failed asynchronous event twice more, after one minute and after two. */
const LAMBDA_RETRY_MILLISECONDS = [60_000, 120_000] as const;
/** The scheduler's own defaults: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const MAX_ATTEMPTS = 185;
const MAX_AGE_SECONDS = 86_400;
const FIRST_BACKOFF_MILLISECONDS = 1_000;
const MAX_BACKOFF_MILLISECONDS = 60_000;

/** Runs the target, and says what came of it. */
export async function attempt(delivery: Delivery, parts: DeliveryParts): Promise<Outcome> {
  const { target } = delivery;
  const isQueue = target.Arn.startsWith('arn:aws:sqs:');
  const need = {
    action: isQueue ? 'sqs:SendMessage' : 'lambda:InvokeFunction',
    resources: [target.Arn],
    context: {},
  };
  const role = parts.model.byArn(target.RoleArn);
  if (role === undefined || !parts.permissions.allows(role.logicalId, need)) {
    const message = `${target.RoleArn} is not authorized to perform: ${need.action} on resource: ${target.Arn}`;
    return { kind: 'undelivered', code: 'AccessDeniedException', message, canRetry: false };
  }
  if (isQueue) {
    const groupId = asText(asRecord(target.SqsParameters).MessageGroupId);
    await sendToQueue(parts.queues, target.Arn, inputOf(delivery, parts.model), {
      groupId,
      deduplicationId: groupId && delivery.id,
    });
    return { kind: 'done' };
  }
  return outcomeOf(await parts.host().invoke(target.Arn, JSON.parse(inputOf(delivery, parts.model))));
}

function outcomeOf(result: InvocationResult): Outcome {
  if (result.ok) return { kind: 'done' };
  const { kind, errorType, message } = result;
  if (kind === 'Throttled') return { kind: 'undelivered', code: 'ThrottlingException', message, canRetry: true };
  return { kind: 'failed', code: errorType, message };
}

/** The target's input with the scheduler's placeholders filled in, or the event that it sends when there is none. */
function inputOf({ id, due, attempts, scheduleArn, target }: Delivery, model: CloudModel): string {
  const time = new Date(due).toISOString().replace(/\.\d{3}Z$/, 'Z');
  if (target.Input !== undefined) {
    return target.Input.replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', id)
      .replaceAll('<aws.scheduler.attempt-number>', String(attempts + 1));
  }
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: model.accountId,
    time,
    region: model.region,
    resources: [scheduleArn],
    detail: '{}',
  });
}

/** The delivery as it is tried again, or undefined when its tries are used up. */
export function nextTry(
  delivery: Delivery,
  outcome: Exclude<Outcome, { kind: 'done' }>,
  now: number,
): Delivery | undefined {
  if (outcome.kind === 'failed') {
    const wait = LAMBDA_RETRY_MILLISECONDS[delivery.runs];
    return wait === undefined ? undefined : { ...delivery, runs: delivery.runs + 1, at: now + wait };
  }
  const policy = asRecord(delivery.target.RetryPolicy);
  const maxAttempts = Number(policy.MaximumRetryAttempts ?? MAX_ATTEMPTS);
  const maxAge = Number(policy.MaximumEventAgeInSeconds ?? MAX_AGE_SECONDS) * 1_000;
  const wait = Math.min(MAX_BACKOFF_MILLISECONDS, FIRST_BACKOFF_MILLISECONDS * 2 ** delivery.attempts);
  const isOver = !outcome.canRetry || delivery.attempts >= maxAttempts || now + wait - delivery.due > maxAge;
  return isOver ? undefined : { ...delivery, attempts: delivery.attempts + 1, at: now + wait };
}

const text = (value: string): { DataType: 'String'; StringValue: string } => ({
  DataType: 'String',
  StringValue: value,
});

/** Hands what could not be done to the dead-letter queue: the schedule's when it was not delivered, else the function's. */
export async function abandon(
  delivery: Delivery,
  outcome: Exclude<Outcome, { kind: 'done' }>,
  parts: DeliveryParts,
): Promise<void> {
  const { target, scheduleArn, attempts } = delivery;
  const body = inputOf(delivery, parts.model);
  if (outcome.kind === 'undelivered') {
    const queue = asText(asRecord(target.DeadLetterConfig).Arn);
    const role = parts.model.byArn(target.RoleArn)?.logicalId ?? target.RoleArn;
    await toDeadLetters(queue, role, body, parts, {
      ERROR_CODE: text(outcome.code),
      ERROR_MESSAGE: text(outcome.message),
      EXHAUSTED_RETRY_CONDITION: text('MaximumRetryAttempts'),
      RETRY_ATTEMPTS: text(String(attempts)),
      SCHEDULE_ARN: text(scheduleArn),
      TARGET_ARN: text(target.Arn),
    });
    return;
  }
  const invoked = parts.model.byArn(target.Arn);
  const queue = asText(asRecord(invoked?.properties.DeadLetterConfig).TargetArn);
  await toDeadLetters(queue, invoked?.logicalId ?? target.Arn, body, parts, {
    RequestID: text(delivery.id),
    ErrorCode: text('200'),
    ErrorMessage: text(outcome.message.slice(0, 1_000)),
  });
}

async function toDeadLetters(
  queueArn: string | undefined,
  principal: string,
  body: string,
  { permissions, queues }: DeliveryParts,
  attributes: Readonly<Record<string, { DataType: 'String'; StringValue: string }>>,
): Promise<void> {
  const need = { action: 'sqs:SendMessage', resources: [queueArn ?? '*'], context: {} };
  if (queueArn === undefined || !permissions.allows(principal, need)) {
    console.error(`scheduler: abandoned, there is no dead-letter queue that ${principal} may send to: ${body}`);
    return;
  }
  await sendToQueue(queues, queueArn, body, { attributes });
}
