import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { ownerOf } from '../notifications/person.ts';
import { type SubstitutionChoice, substitutionChoiceIn } from '../orders/model/substitution.ts';
import type { StandingChoiceReader } from '../orders/use-cases/prepare-command.ts';
import { keys } from './keys.ts';

/** What the customer of an order has chosen in their settings about substitutions. */
export const dynamoStandingChoice =
  (client: DynamoDBDocumentClient, tableName: string): StandingChoiceReader =>
  async (order): Promise<SubstitutionChoice | undefined> => {
    const ownerId = ownerOf('customer', order);
    if (ownerId === undefined) return undefined;
    const { Item } = await client.send(
      new GetCommand({
        TableName: tableName,
        Key: { ...keys.personSettings(ownerId) },
        ProjectionExpression: 'substitutionPreference',
        ConsistentRead: true,
      }),
    );
    return substitutionChoiceIn(Item?.substitutionPreference);
  };
