import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { deviceOfAddress } from '../contract/device-address.ts';
import { contactDigests, type DigestKeys, type Digests } from '../notifications/contacts/contact-digest.ts';
import type { ContactPoint, ContactStore } from '../notifications/contacts/contact-store.ts';
import { ITEM_IS_NEW } from './conditions.ts';
import { removeDevice } from './dynamo-device-store.ts';
import { ifConditionHolds } from './errors.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const writeDisabled = async ({ client, tableName }: Table, digest: string, content: object): Promise<void> => {
  await ifConditionHolds(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item: { ...content, ...keys.disabledContact(digest), entity: 'disabled_contact' },
        ConditionExpression: ITEM_IS_NEW,
      }),
    ),
  );
};

const isThere = async ({ client, tableName }: Table, digest: string): Promise<boolean> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { ...keys.disabledContact(digest) }, ConsistentRead: true }),
  );
  return Item !== undefined;
};

/** @param digestKeys Keys the digests of addresses: without them nobody can find out whose they are. */
export const dynamoContactStore = (table: Table, digestKeys: () => Promise<DigestKeys>): ContactStore => {
  const digestsOf = async (point: ContactPoint): Promise<Digests> => contactDigests(point, await digestKeys());
  return {
    disable: async ({ channel, address, reason, at }) => {
      // A device is nobody's any more, and registered anew it is reached again: nothing is left of it.
      const token = deviceOfAddress(address)?.token;
      if (token !== undefined) return removeDevice(table, token, await digestKeys());
      const [digest] = await digestsOf({ channel, address });
      await writeDisabled(table, digest, { channel, reason, at });
    },
    enable: async (point) => {
      for (const digest of await digestsOf(point))
        await table.client.send(
          new DeleteCommand({ TableName: table.tableName, Key: { ...keys.disabledContact(digest) } }),
        );
    },
    isDisabled: async (point) => {
      const found = await Promise.all((await digestsOf(point)).map((digest) => isThere(table, digest)));
      return found.includes(true);
    },
  };
};
