import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DynamoDBRecord } from 'aws-lambda';
import { bodyOfMessage, type ParkedRecord } from '../../shared/events/messages.ts';
import { once } from '../../shared/made-on-demand.ts';
import { type Sender, sendMessages } from '../consumers/queue-sender.ts';
import type { RecordToPark } from '../consumers/stream-consumer.ts';

const compress = once(() => promisify(gzip));
const decompress = once(() => promisify(gunzip));

/** A record of the stream holds two images of at most 400 KB, with the name of each value's type. */
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/** The key's own strings, so that a record that cannot be read as a whole still names its item. */
const itemOf = ({ dynamodb }: DynamoDBRecord): Pick<ParkedRecord, 'item'> => {
  const { pk, sk } = dynamodb?.Keys ?? {};
  return pk?.S === undefined || sk?.S === undefined ? {} : { item: { pk: pk.S, sk: sk.S } };
};

/** Nobody behind the stream reads how the item was before: without it, every record fits into a message. */
const withoutOldImage = (record: DynamoDBRecord): DynamoDBRecord => {
  const { OldImage: _oldImage, ...dynamodb } = record.dynamodb ?? {};
  return { ...record, dynamodb };
};

/** The message of a parked record. */
const parkedMessage = async ({ record, ...why }: RecordToPark, now: Date): Promise<ParkedRecord> => ({
  kind: 'parked_record',
  ...why,
  parkedAt: now.toISOString(),
  ...itemOf(record),
  record: (await compress()(JSON.stringify(withoutOldImage(record)))).toString('base64'),
});

/** The record in a parked message, as the stream gave it. */
export const recordIn = async ({ record }: Pick<ParkedRecord, 'record'>): Promise<DynamoDBRecord> => {
  const json = await decompress()(Buffer.from(record, 'base64'), { maxOutputLength: MAX_RECORD_BYTES });
  return JSON.parse(json.toString('utf8')) as DynamoDBRecord;
};

/** Puts records, with their content, into the queue of parked ones. Returns those that it did not take. */
export const parkRecords = async (
  sender: Sender,
  records: readonly RecordToPark[],
  now: Date,
): Promise<readonly RecordToPark[]> => {
  const messages = await Promise.all(
    records.map(async (each) => ({ each, body: bodyOfMessage(await parkedMessage(each, now)) })),
  );
  const { failed } = await sendMessages(sender, messages);
  return failed.map(({ message }) => message.each);
};
