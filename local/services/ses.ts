import { randomUUID } from 'node:crypto';
import { asList, asRecord, asText } from '../edge/arn.ts';
import { jsonResponse } from '../edge/responses.ts';
import type { EngineClient } from '../engines/http-client.ts';
import { MAX_SHOWN, type Mailbox } from '../engines/mailbox.ts';
import type { AwsCall, AwsService, LocalClock } from '../ports.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** Message ids look like those of SES. */
const newMessageId = (): string => `0100${randomUUID().replaceAll('-', '').slice(0, 12)}-${randomUUID()}-000000`;

function tagsOf(input: AwsCall['input']): Readonly<Record<string, string>> {
  const pairs = asList(input.EmailTags).map(asRecord);
  return Object.fromEntries(pairs.map(({ Name, Value }) => [asText(Name) ?? '', asText(Value) ?? '']));
}

/** `orderId`, `order_id` and `order-id` are one name. */
const tag = (tags: Readonly<Record<string, string>>, wanted: string): string | undefined =>
  Object.entries(tags).find(([name]) => name.replaceAll(/[_-]/g, '').toLowerCase() === wanted)?.[1];

/** Brings the last mails of earlier runs back into the mailbox. */
export function restoreMailbox(mailbox: Mailbox, outbox: Outbox): void {
  for (const { messageId, to, from = '', subject = '', text, html, at } of outbox.list({
    channel: 'email',
    newest: MAX_SHOWN,
  })) {
    mailbox.restore({
      messageId,
      from,
      replyTo: [],
      destination: { to: [to], cc: [], bcc: [] },
      subject,
      body: { text, html },
      attachments: [],
      at: Math.floor(Date.parse(at) / 1_000),
    });
  }
}

/**
 * SES version 2: the mailbox accepts and shows a mail, the outbox stores it with what the mailbox forgets (configuration
 * set, tags).
 */
export function createSesService(
  client: EngineClient,
  mailbox: Mailbox,
  outbox: Outbox,
  clock: Pick<LocalClock, 'now'>,
): AwsService {
  const record = (input: AwsCall['input'], messageId: string, mail: ReturnType<Mailbox['take']>): void => {
    const tags = tagsOf(input);
    const destination = asRecord(input.Destination);
    const addressed = [destination.ToAddresses, destination.CcAddresses, destination.BccAddresses].flatMap(asList);
    const recipients = addressed.length > 0 ? addressed.map(String) : (mail?.destination.to ?? []);
    const entry: Omit<OutboxEntry, 'to'> = {
      messageId,
      channel: 'email',
      from: mail?.from,
      subject: mail?.subject,
      text: mail?.body.text ?? '',
      html: mail?.body.html,
      at: clock.now().toISOString(),
      notificationId: tag(tags, 'notificationid'),
      orderId: tag(tags, 'orderid'),
      configurationSet: asText(input.ConfigurationSetName),
      tags,
    };
    for (const to of recipients) outbox.record({ ...entry, to });
  };

  return {
    name: 'ses',
    handle: async (call) => {
      const response = await client.send(call.method, call.url, call.headers, call.body);
      if (response.status >= 400) return withErrorType(response);
      if (call.operation !== 'SendEmail') return response;
      const accepted = asText(asRecord(JSON.parse(response.body.toString('utf8'))).MessageId) ?? '';
      const messageId = newMessageId();
      record(call.input, messageId, mailbox.take(accepted, messageId));
      return jsonResponse(200, { MessageId: messageId });
    },
    stop: async () => client.close(),
  };
}

/** The mailbox says what is wrong in `detail` and leaves the error's name out, without which the SDK knows no class. */
function withErrorType(response: Awaited<ReturnType<EngineClient['send']>>): typeof response {
  const { type, message, detail } = asRecord(JSON.parse(response.body.toString('utf8')));
  const code = asText(type) ?? 'BadRequestException';
  return jsonResponse(response.status, { message: asText(detail) ?? message }, { 'x-amzn-errortype': code });
}
