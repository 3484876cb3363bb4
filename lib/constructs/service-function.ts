import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionId } from '../../shared/contract/environment.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import type { IndexName } from '../../shared/store/table-shape.ts';
import { removalOf } from '../removal.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import type { ServiceContext } from './service-context.ts';
import type { ReadOperation, Table, WriteOperation } from './table.ts';

export interface ServiceFunctionProps {
  readonly context: ServiceContext;
  /** What it does, in one sentence. */
  readonly description: string;
  readonly memoryMegabytes?: number;
  readonly timeout?: Duration;
  /** Merged over the service's default variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For functions that are invoked asynchronously: where an event goes that failed three times. */
  readonly deadLetters?: IQueue;
  /** Goes on by a message to its own queue: Lambda would take that for a loop and stop it after 16 rounds. */
  readonly feedsItself?: boolean;
}

/** A queue, and the environment variable by which a function finds its URL. */
export interface NamedQueue {
  readonly queue: IQueue;
  readonly variable: string;
}

export interface TableReads {
  readonly operations?: readonly ReadOperation[];
  readonly indexes?: readonly IndexName[];
  /** Prefixes of the partition keys that the function may read in the table; absent, all. */
  readonly partitions?: readonly string[];
}

export interface TableWrites {
  readonly operations: readonly WriteOperation[];
  /** Prefixes of the partition keys that the function may write; absent, all. */
  readonly partitions?: readonly string[];
}

/** Below API Gateway's own 30 s, and below the lease of an idempotency key. */
const DEFAULT_TIMEOUT = Duration.seconds(29);
const DEFAULT_MEMORY_MEGABYTES = 1024;

/**
 * A Lambda function with shared defaults: Node 24 on arm64, its own role without managed policies, a log group that
 * has a retention, and alarms. A grant method sets both the permission and the environment variable by which the
 * code finds what it was granted.
 */
export class ServiceFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly role: Role;
  readonly timeout: Duration;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: FunctionId, props: ServiceFunctionProps) {
    super(scope, id);
    const { context, timeout = DEFAULT_TIMEOUT } = props;
    const reserved = context.stage.reservedConcurrency[id];
    this.timeout = timeout;
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${id} may do`,
    });
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: context.stage.logRetentionDays,
      removalPolicy: removalOf(context.stage),
    });
    this.logGroup.grantWrite(this.role);
    this.handler = new LambdaFunction(this, 'Handler', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(context.bundles[id]),
      handler: 'index.handler',
      role: this.role,
      logGroup: this.logGroup,
      timeout,
      memorySize: props.memoryMegabytes ?? DEFAULT_MEMORY_MEGABYTES,
      tracing: context.stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: {
        STAGE: context.stageName,
        POWERTOOLS_SERVICE_NAME: id,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(context.stageName),
        LOG_LEVEL: context.stage.logLevel,
        ...props.environment,
      },
      ...definedFields({ reservedConcurrentExecutions: reserved }),
      ...(props.feedsItself === true ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      ...definedFields({ deadLetterQueue: props.deadLetters }),
    });
    this.acknowledgeTracing(context);
    context.monitoring.watchFunction(this);
    if (props.deadLetters !== undefined) context.monitoring.watchAsyncInvocations(this);
  }

  /** Reads the table, and those indexes only. The code finds it by `TABLE_NAME`. */
  readsTable(table: Table, { operations = [], indexes = [], partitions = [] }: TableReads): this {
    table.grantRead(this.role, operations, indexes, partitions);
    return this.findsTable(table);
  }

  /** Writes to the table; never changes or removes an audit entry. The code finds it by `TABLE_NAME`. */
  writesTable(table: Table, { operations, partitions = [] }: TableWrites): this {
    table.grantWrite(this.role, operations, partitions);
    return this.findsTable(table);
  }

  /** Sends to the queue, whose URL the code finds by its variable. */
  sendsTo({ queue, variable }: NamedQueue): this {
    this.may('sqs:SendMessage', queue.queueArn);
    return this.knows(variable, queue.queueUrl);
  }

  /** May ask whether the queue is there, and how much waits in it; its URL the code finds by its variable. */
  asksAbout({ queue, variable }: NamedQueue): this {
    this.may('sqs:GetQueueAttributes', queue.queueArn);
    return this.knows(variable, queue.queueUrl);
  }

  /** Reads the secret, whose ARN the code finds by the variable. */
  readsSecret(secret: Secret, variable: string): this {
    this.may('secretsmanager:GetSecretValue', secret.secretArn);
    return this.knows(variable, secret.secretArn);
  }

  /** One more permission, on that resource only. */
  may(action: string, resourceArn: string, conditions: Readonly<Record<string, unknown>> = {}): this {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: [action], resources: [resourceArn], conditions: { ...conditions } }),
    );
    return this;
  }

  /** One more environment variable. */
  knows(variable: string, value: string): this {
    this.handler.addEnvironment(variable, value);
    return this;
  }

  private findsTable(table: Table): this {
    return this.knows('TABLE_NAME', table.table.tableName);
  }

  private acknowledgeTracing(context: ServiceContext): void {
    if (!context.stage.tracing) return;
    acknowledgeWildcard(
      this.role,
      '*',
      'X-Ray has no resources: PutTraceSegments and PutTelemetryRecords are granted on all or not at all.',
    );
  }
}
