import { afterAll, describe } from 'vitest';
import { dynamoCarrierStateStore } from '../../shared/store/dynamo-carrier-state-store.ts';
import { dynamoParcelPollStore } from '../../shared/store/dynamo-parcel-poll-store.ts';
import { dynamoRateLimitStore } from '../../shared/store/dynamo-rate-limit-store.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { memoryCarrierStateStore, memoryParcelPollStore } from '../support/memory/memory-polling-stores.ts';
import { memoryRateLimitStore } from '../support/memory/memory-rate-limit-store.ts';
import { pollingStoresContract } from './polling-stores.contract.ts';

describe('polling stores in memory', () => {
  pollingStoresContract(async () => ({
    polls: memoryParcelPollStore(),
    carriers: memoryCarrierStateStore(),
    rates: memoryRateLimitStore(),
  }));
});

describe('polling stores in the table', () => {
  let table: TestTable | undefined;
  afterAll(() => table?.stop());
  pollingStoresContract(async () => {
    table = await startTestTable();
    const { client, tableName } = table;
    return {
      polls: dynamoParcelPollStore(table),
      carriers: dynamoCarrierStateStore(client, tableName),
      rates: dynamoRateLimitStore(client, tableName),
    };
  });
});
