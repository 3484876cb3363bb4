/** Amazon SNS as far as it reaches telephones and applications; both land on the phone of the `/_local` page. */
import { createHash, randomUUID } from 'node:crypto';
import { asRecord, asText } from '../edge/arn.ts';
import { AwsFailureError, xmlResponse, xmlText } from '../edge/responses.ts';
import type { AwsCall, AwsResponse, AwsService, LocalClock } from '../ports.ts';
import type { Outbox } from './outbox.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const MAX_SMS_BYTES = 1_600;

const result = (operation: string, fields: Readonly<Record<string, string>>): AwsResponse => {
  const members = Object.entries(fields).map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`);
  return xmlResponse(
    200,
    `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result>${members.join('')}` +
      `</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`,
  );
};

const invalid = (parameter: string, reason: string): AwsFailureError =>
  new AwsFailureError('InvalidParameter', 400, `Invalid parameter: ${parameter} Reason: ${reason}`);

/** `MessageAttributes.entry.1.Name` and `.Value.StringValue`. */
const attributesOf = (input: AwsCall['input']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(input)
      .map(([key, name]) => [/^MessageAttributes\.entry\.(\d+)\.Name$/.exec(key)?.[1], name] as const)
      .filter(([index]) => index !== undefined)
      .map(([index, name]) => [
        String(name),
        asText(input[`MessageAttributes.entry.${index}.Value.StringValue`]) ?? '',
      ]),
  );

interface Endpoint {
  readonly arn: string;
  readonly token: string;
  readonly application: string;
}

/** By ARN; which a token and its application determine, so that what was made before a restart is known after it. */
const endpointOf = (application: string, token: string): Endpoint => ({
  application,
  token,
  arn: `${application.replace(':app/', ':endpoint/')}/${createHash('sha256').update(token).digest('hex').slice(0, 32)}`,
});

/** What of a message for applications a person sees, and which message it is. */
const shownOf = (message: string) => {
  const byPlatform = asRecord(JSON.parse(message));
  const inner = asText(byPlatform.GCM) ?? asText(byPlatform.APNS) ?? asText(byPlatform.APNS_SANDBOX);
  const payload = asRecord(inner === undefined ? {} : JSON.parse(inner));
  const { notification, data = payload } = asRecord(asRecord(payload.fcmV1Message).message);
  const fcm = asRecord(notification);
  const alert = asRecord(asRecord(payload.aps).alert);
  const { notificationId, orderId } = asRecord(data);
  const ids = { notificationId: asText(notificationId), orderId: asText(orderId) };
  return { title: asText(fcm.title) ?? asText(alert.title), body: asText(fcm.body) ?? asText(alert.body), ids };
};

type Input = AwsCall['input'];

interface Published {
  readonly channel: string;
  readonly to: string;
  readonly subject: string | undefined;
  readonly text: string;
  readonly notificationId: string | undefined;
  readonly orderId: string | undefined;
}

const sms = (input: Input, to: string): Published => {
  const text = asText(input.Message) ?? '';
  if (!E164.test(to)) throw invalid('PhoneNumber', `${to} is not valid to publish to`);
  if (text === '' || Buffer.byteLength(text) > MAX_SMS_BYTES) throw invalid('Message', 'Message is empty or too long');
  const { notificationId, orderId, 'AWS.SNS.SMS.SenderID': subject } = attributesOf(input);
  return { channel: 'sms', to, subject, text, notificationId, orderId };
};

const toEndpoint = (input: Input, endpoint: Endpoint | undefined): Published => {
  if (endpoint === undefined)
    throw new AwsFailureError('NotFound', 404, 'No endpoint found for the target arn specified');
  const { title, body = '', ids } = shownOf(asText(input.Message) ?? '{}');
  return { channel: 'push', to: endpoint.token, subject: title, text: body, ...ids };
};

const publishedBy = (input: Input, endpoints: ReadonlyMap<string, Endpoint>): Published => {
  const number = asText(input.PhoneNumber);
  const target = asText(input.TargetArn);
  if (number !== undefined) return sms(input, number);
  if (target !== undefined) return toEndpoint(input, endpoints.get(target));
  throw invalid('TopicArn', 'Topics are published to by AWS services only, here');
};

/** Publishing to a number, and to an application's endpoint, as SNS's query protocol has it. */
export const createSnsService = (outbox: Pick<Outbox, 'record'>, clock: Pick<LocalClock, 'now'>): AwsService => {
  const endpoints = new Map<string, Endpoint>();
  const operations: Readonly<Record<string, (input: Input) => AwsResponse>> = {
    Publish: (input) => {
      const messageId = randomUUID();
      const tags = attributesOf(input);
      const published = publishedBy(input, endpoints);
      outbox.record({ messageId, ...published, at: clock.now().toISOString(), tags });
      return result('Publish', { MessageId: messageId });
    },
    CreatePlatformEndpoint: (input) => {
      const token = asText(input.Token) ?? '';
      if (token === '') throw invalid('Token', 'Token is empty');
      const made = endpointOf(asText(input.PlatformApplicationArn) ?? '', token);
      endpoints.set(made.arn, made);
      return result('CreatePlatformEndpoint', { EndpointArn: made.arn });
    },
  };
  return {
    name: 'sns',
    handle: async ({ operation, input }) => {
      const perform = operations[operation];
      if (perform === undefined) throw new AwsFailureError('InvalidAction', 400, `${operation} is not served here.`);
      return perform(input);
    },
  };
};
