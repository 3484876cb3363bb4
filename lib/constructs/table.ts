import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keys } from '../../shared/store/keys.ts';
import { type IndexName, type IndexShape, TABLE_SHAPE } from '../../shared/store/table-shape.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

/** What a reader may do. A read inside a transaction is authorised by `GetItem`. */
export type ReadOperation = 'GetItem' | 'BatchGetItem' | 'Query';
/** What a writer may do. `TransactWriteItems` is authorised by the operations of its items. */
export type WriteOperation = 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem' | 'BatchWriteItem';

export interface TableProps {
  /** Deletion protection, and `Retain` for the table and its key. */
  readonly retainsData: boolean;
}

const READ_KEY_ACTIONS = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

const text = (name: string) => ({ name, type: AttributeType.STRING });

const projectionOf = (shape: IndexShape): Pick<GlobalSecondaryIndexPropsV2, 'projectionType' | 'nonKeyAttributes'> =>
  shape.include.length === 0
    ? { projectionType: ProjectionType.KEYS_ONLY }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...shape.include] };

/** The one table, made from `TABLE_SHAPE`, with the key that encrypts it. */
export class Table extends Construct {
  readonly table: TableV2;
  readonly key: Key;

  constructor(scope: Construct, id: string, { retainsData }: TableProps) {
    super(scope, id);
    const removalPolicy = retainsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the Wismo table',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(TABLE_SHAPE.partitionKey),
      sortKey: text(TABLE_SHAPE.sortKey),
      billing: Billing.onDemand(),
      timeToLiveAttribute: TABLE_SHAPE.timeToLive,
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: retainsData,
      removalPolicy,
      globalSecondaryIndexes: Object.entries(TABLE_SHAPE.indexes).map(([indexName, shape]) => ({
        indexName,
        partitionKey: text(shape.partitionKey),
        sortKey: text(shape.sortKey),
        ...projectionOf(shape),
      })),
    });
  }

  /**
   * Lets the role read items, and query the named indexes and no others.
   *
   * @param partitions prefixes of the partition keys that it may read in the table; absent, all.
   */
  grantRead(
    role: IRole,
    operations: readonly ReadOperation[],
    indexes: readonly IndexName[],
    partitions: readonly string[] = [],
  ): void {
    if (operations.length > 0) {
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: operations.map(asAction),
          resources: [this.table.tableArn],
          ...within(partitions),
        }),
      );
    }
    if (indexes.length > 0) {
      role.addToPrincipalPolicy(
        new PolicyStatement({
          actions: [asAction('Query')],
          resources: indexes.map((name) => `${this.table.tableArn}/index/${name}`),
        }),
      );
    }
    this.grantKey(role, READ_KEY_ACTIONS);
  }

  /**
   * Lets the role write items. Whatever else it is granted, it can neither change nor remove an audit entry.
   *
   * @param partitions prefixes of the partition keys that it may write; absent, all.
   */
  grantWrite(role: IRole, operations: readonly WriteOperation[], partitions: readonly string[] = []): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: operations.map(asAction),
        resources: [this.table.tableArn],
        ...within(partitions),
      }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
        resources: [this.table.tableArn],
        conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [`${keys.auditPartitions}*`] } },
      }),
    );
    this.grantKey(role, WRITE_KEY_ACTIONS);
  }

  /** Lets the role read the stream, and returns the stream's ARN. */
  grantStream(role: IRole): string {
    const { tableArn, tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error(`${this.node.path} has no stream.`);
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [tableStreamArn],
      }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: [`${tableArn}/stream/*`] }),
    );
    acknowledgeWildcard(
      role,
      `${this.exportedArn()}/stream/*`,
      "ListStreams is asked for all streams of a table: Lambda's poller needs it, on this table only.",
    );
    this.grantKey(role, READ_KEY_ACTIONS);
    return tableStreamArn;
  }

  /** The name under which other stacks import the table's ARN, which is how findings name it. */
  private exportedArn(): string {
    const stack = Stack.of(this);
    return stack.resolve(stack.exportValue(this.table.tableArn))['Fn::ImportValue'];
  }

  /** The key serves the table only: it cannot be used by hand, past DynamoDB. */
  private grantKey(role: IRole, actions: readonly string[]): void {
    const { region, urlSuffix } = Stack.of(this);
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [this.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
      }),
    );
  }
}

/** The condition that ends a permission at these partitions; none for no prefixes. */
const within = (prefixes: readonly string[]) =>
  prefixes.length === 0
    ? {}
    : {
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) } },
      };

const asAction = (operation: ReadOperation | WriteOperation): string => `dynamodb:${operation}`;
