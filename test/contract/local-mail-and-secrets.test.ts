import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { BadRequestException, SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_SHOWN, startMailbox } from '../../local/engines/mailbox.ts';
import { arn, type Declared, testModel } from '../unit/local-services/model.ts';
import {
  newDataDirectory,
  removeDataDirectory,
  startTestServices,
  type TestServices,
} from '../unit/local-services/services.ts';

const secret = (name: string, properties: object): Declared => ({
  type: 'AWS::SecretsManager::Secret',
  logicalId: name.replaceAll('/', ''),
  arn: arn('secretsmanager', `secret:wismo/local/${name}-AbCdEf`),
  properties: { Name: `wismo/local/${name}`, ...properties },
});
const GENERATED = {
  GenerateSecretString: {
    SecretStringTemplate: '{}',
    GenerateStringKey: 'current',
    PasswordLength: 48,
    ExcludePunctuation: true,
  },
};
const RECEIPTS = arn('sqs', 'receipts');
const TOPIC = arn('sns', 'receipts');
const MODEL = testModel([
  secret('carriers/fedex', GENERATED),
  secret('payments', { ...GENERATED, Description: 'Signs' }),
  { type: 'AWS::SQS::Queue', logicalId: 'Receipts', arn: RECEIPTS },
  {
    type: 'AWS::SES::ConfigurationSetEventDestination',
    logicalId: 'Destination',
    properties: {
      ConfigurationSetName: 'mails',
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['bounce', 'DELIVERY'],
        SnsDestination: { TopicARN: TOPIC },
      },
    },
  },
  {
    type: 'AWS::SNS::Subscription',
    logicalId: 'Subscription',
    properties: { TopicArn: TOPIC, Protocol: 'sqs', Endpoint: RECEIPTS, RawMessageDelivery: true },
  },
]);

const dataDirectory = newDataDirectory();
let cloud: TestServices;
let mail: SESv2Client;
let secrets: SecretsManagerClient;
const start = async (): Promise<void> => {
  cloud = await startTestServices(MODEL, dataDirectory);
  mail = new SESv2Client(cloud.connection());
  secrets = new SecretsManagerClient(cloud.connection());
};
const stop = async (): Promise<void> => {
  mail.destroy();
  secrets.destroy();
  await cloud.stop();
};
beforeAll(start);
afterAll(async () => {
  await stop();
  removeDataDirectory(dataDirectory);
});

const message = (to: string, more: Partial<SendEmailCommandInput> = {}): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: 'Wismo <orders@example.com>',
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: { Data: 'Your parcel' },
        Body: { Text: { Data: 'is on its way' }, Html: { Data: '<b>is</b>' } },
      },
    },
    ...more,
  });

describe('SES behind the edge', () => {
  it('keeps a mail with its configuration set and tags, in the outbox and over a restart', async () => {
    const { MessageId } = await mail.send(
      message('ana@example.com', {
        ConfigurationSetName: 'silent',
        EmailTags: [
          { Name: 'orderId', Value: 'order-1' },
          { Name: 'notification_id', Value: 'n-1' },
        ],
      }),
    );
    const expected = {
      messageId: MessageId,
      channel: 'email',
      to: 'ana@example.com',
      from: 'Wismo <orders@example.com>',
      subject: 'Your parcel',
      text: 'is on its way',
      html: '<b>is</b>',
      orderId: 'order-1',
      notificationId: 'n-1',
      configurationSet: 'silent',
    };
    expect((await cloud.local('GET', 'outbox?orderId=order-1')).body).toMatchObject([expected]);
    expect((await cloud.local('GET', 'outbox?channel=sms')).body).toEqual([]);
    await stop();
    await start();
    expect((await cloud.local('GET', 'outbox?to=ana@example.com')).body).toMatchObject([expected]);
    const store = (await (await fetch(`${cloud.services.addresses.mailbox}/store`)).json()) as { emails: unknown[] };
    expect(store.emails).toContainEqual(expect.objectContaining({ messageId: MessageId, subject: 'Your parcel' }));
  });

  it('shows the mails that came last, and holds no more of them', async () => {
    const mailbox = await startMailbox(0);
    for (let number = 1; number <= MAX_SHOWN + 1; number += 1) {
      mailbox.restore({
        messageId: `mail-${number}`,
        from: 'orders@example.com',
        replyTo: [],
        destination: { to: ['many@example.com'], cc: [], bcc: [] },
        subject: 'One of many',
        body: { text: String(number) },
        attachments: [],
        at: number,
      });
    }
    const { emails } = (await (await fetch(`${mailbox.endpoint}/store`)).json()) as { emails: { messageId: string }[] };
    await mailbox.stop();
    expect(emails).toHaveLength(MAX_SHOWN);
    expect(emails.at(-1)?.messageId).toBe(`mail-${MAX_SHOWN + 1}`);
  });

  it('takes a raw mail', async () => {
    const lines = [
      'From: orders@example.com',
      'To: raw@example.com',
      'Subject: Raw',
      'Content-Type: text/plain',
      '',
      'Hello',
    ];
    const Data = Buffer.from(lines.join('\r\n'));
    await mail.send(new SendEmailCommand({ Content: { Raw: { Data } } }));
    const { body } = await cloud.local('GET', 'outbox?to=raw@example.com');
    expect(body).toMatchObject([{ subject: 'Raw', text: expect.stringContaining('Hello') }]);
  });

  it('refuses a mail without content as SES does', async () => {
    await expect(mail.send(message('x@example.com', { Content: {} }))).rejects.toBeInstanceOf(BadRequestException);
  });

  it('publishes a receipt in SES’s own format to the destination of the configuration set', async () => {
    const { MessageId: messageId } = await mail.send(
      message('bounces@example.com', { ConfigurationSetName: 'mails', EmailTags: [{ Name: 'orderId', Value: 'o' }] }),
    );
    expect((await cloud.local('POST', 'receipts', { messageId, type: 'bounce' })).status).toBe(200);
    const sqs = new SQSClient(cloud.connection());
    const QueueUrl = `${cloud.services.edge.endpoint}/000000000000/receipts`;
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    sqs.destroy();
    expect(JSON.parse(Messages?.[0]?.Body ?? '{}')).toMatchObject({
      eventType: 'Bounce',
      mail: { messageId, tags: { 'ses:configuration-set': ['mails'], orderId: ['o'] } },
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'bounces@example.com' }] },
    });
  });

  it('says so where nobody would be notified', async () => {
    const { MessageId: messageId } = await mail.send(message('y@example.com', { ConfigurationSetName: 'mails' }));
    expect(await cloud.local('POST', 'receipts', { messageId, type: 'open' })).toMatchObject({ status: 409 });
    expect(await cloud.local('POST', 'receipts', { messageId: 'absent', type: 'open' })).toMatchObject({ status: 404 });
    expect(await cloud.local('POST', 'receipts', { messageId, type: 'lost' })).toMatchObject({ status: 400 });
  });
});

describe('Secrets Manager behind the edge', () => {
  const SecretId = arn('secretsmanager', 'secret:wismo/local/payments-AbCdEf');
  const secretValue = async (VersionStage?: string): Promise<unknown> => {
    const { SecretString } = await secrets.send(
      new GetSecretValueCommand({ SecretId, ...(VersionStage === undefined ? {} : { VersionStage }) }),
    );
    return JSON.parse(SecretString ?? '');
  };

  it('generates a value once, and keeps it', async () => {
    const first = await secretValue();
    expect(first).toEqual({ current: expect.stringMatching(/^[A-Za-z0-9]{48}$/) });
    await stop();
    await start();
    expect(await secretValue()).toEqual(first);
  });

  it('finds a secret by name, and describes it', async () => {
    const byName = await secrets.send(new GetSecretValueCommand({ SecretId: 'wismo/local/payments' }));
    expect(JSON.parse(byName.SecretString ?? '')).toEqual(await secretValue());
    const described = await secrets.send(new DescribeSecretCommand({ SecretId }));
    expect([described.Name, described.Description]).toEqual(['wismo/local/payments', 'Signs']);
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'absent' }))).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  });

  it('rotates: the previous value stays for a while', async () => {
    const before = await secretValue();
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: '{"current":"new"}' }));
    expect([await secretValue(), await secretValue('AWSPREVIOUS')]).toEqual([{ current: 'new' }, before]);
    expect((await cloud.local('GET', 'secrets')).body).toEqual({
      'carriers/fedex': { current: expect.any(String) },
      payments: { current: 'new' },
    });
  });
});
