import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../calendar/instant.ts';
import { MAX_PHONE_CODE_TRIES, type PhoneCode, type PhoneCodeStore } from '../notifications/contacts/phone-code.ts';
import { CODE_IS_THE_SAME, CODE_IS_UNSENT, CODE_MAY_BE_TRIED } from './conditions.ts';
import { conditionHolds, ifConditionHolds } from './errors.ts';
import { contentOf, type Item, secondsOf } from './item.ts';
import { keys } from './keys.ts';

/** `expiresAt` is the table's own attribute, in whole seconds. */
const codeOf = (item: Item): PhoneCode => {
  const { validUntil, sentAt: _sentAt, ...code } = contentOf(item);
  return { ...code, expiresAt: validUntil } as unknown as PhoneCode;
};

const updated = async (client: DynamoDBDocumentClient, command: UpdateCommand): Promise<PhoneCode | undefined> => {
  const written = await ifConditionHolds(client.send(command));
  return written?.Attributes && codeOf(written.Attributes);
};

const tryUpdate = (TableName: string, ownerId: string, phoneNumber: string, now: Instant): UpdateCommand =>
  new UpdateCommand({
    TableName,
    Key: { ...keys.phoneCode(ownerId) },
    UpdateExpression: 'ADD #tries :one',
    ConditionExpression: CODE_MAY_BE_TRIED,
    ExpressionAttributeNames: { '#tries': 'tries', '#phoneNumber': 'phoneNumber', '#validUntil': 'validUntil' },
    ExpressionAttributeValues: {
      ':one': 1,
      ':maxTries': MAX_PHONE_CODE_TRIES,
      ':now': now,
      ':phoneNumber': phoneNumber,
    },
    ReturnValues: 'ALL_NEW',
  });

const claimUpdate = (TableName: string, ownerId: string, codeId: string, now: Instant): UpdateCommand =>
  new UpdateCommand({
    TableName,
    Key: { ...keys.phoneCode(ownerId) },
    UpdateExpression: 'SET #sentAt = :now',
    ConditionExpression: CODE_IS_UNSENT,
    ExpressionAttributeNames: { '#codeId': 'codeId', '#validUntil': 'validUntil', '#sentAt': 'sentAt' },
    ExpressionAttributeValues: { ':codeId': codeId, ':now': now },
    ReturnValues: 'ALL_NEW',
  });

const releaseUpdate = (TableName: string, ownerId: string, codeId: string): UpdateCommand =>
  new UpdateCommand({
    TableName,
    Key: { ...keys.phoneCode(ownerId) },
    UpdateExpression: 'REMOVE #sentAt',
    ConditionExpression: CODE_IS_THE_SAME,
    ExpressionAttributeNames: { '#codeId': 'codeId', '#sentAt': 'sentAt' },
    ExpressionAttributeValues: { ':codeId': codeId },
  });

export const dynamoPhoneCodeStore = (client: DynamoDBDocumentClient, tableName: string): PhoneCodeStore => ({
  put: async ({ expiresAt, ...code }) => {
    const Item = {
      ...code,
      validUntil: expiresAt,
      ...keys.phoneCode(code.ownerId),
      entity: 'phone_code',
      expiresAt: secondsOf(new Date(expiresAt)),
    };
    await client.send(new PutCommand({ TableName: tableName, Item }));
  },
  try: (ownerId, phoneNumber, now) => updated(client, tryUpdate(tableName, ownerId, phoneNumber, now)),
  use: ({ ownerId, codeId }) =>
    conditionHolds(
      client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: { ...keys.phoneCode(ownerId) },
          ConditionExpression: CODE_IS_THE_SAME,
          ExpressionAttributeNames: { '#codeId': 'codeId' },
          ExpressionAttributeValues: { ':codeId': codeId },
        }),
      ),
    ),
  claimSending: (ownerId, codeId, now) => updated(client, claimUpdate(tableName, ownerId, codeId, now)),
  releaseSending: async (ownerId, codeId) => {
    await updated(client, releaseUpdate(tableName, ownerId, codeId));
  },
});
