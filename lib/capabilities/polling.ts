import { Duration } from 'aws-cdk-lib';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { TRACKED_CARRIERS, type TrackedCarrier } from '../../shared/contract/carrier-apis.ts';
import { carrierApiVariables, carrierVariables } from '../../shared/contract/carrier-registry.ts';
import { keys } from '../../shared/store/keys.ts';
import { InvokerRole } from '../constructs/invoker-role.ts';
import { watchPolling } from '../constructs/polling-watch.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { pascalCase } from '../pascal-case.ts';
import type { ServiceProps } from './service-props.ts';

/** It asks no more when less is left than a slow call takes. */
const TIMEOUT = Duration.seconds(55);

/** Asks carriers for parcels: one function, and a schedule of a minute for each carrier that the stage has an account with. */
export class Polling extends Construct {
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { context } = props;
    const accounts = TRACKED_CARRIERS.filter((carrier) => context.stage.carrierAccounts.includes(carrier.id));
    const poll = this.makePollCarrier(props);
    for (const carrier of accounts) {
      this.connect(poll, carrier, props);
      watchPolling(this, context, carrier.id);
    }
    if (accounts.length > 0) this.makeSchedules(poll, accounts);
  }

  private makePollCarrier({ context, table, publicUrl }: ServiceProps): ServiceFunction {
    return new ServiceFunction(this, 'PollCarrier', {
      context,
      description: 'Asks a carrier for the parcels that are due',
      timeout: TIMEOUT,
    })
      .readsTable(table, { operations: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['byPhase'] })
      .writesTable(table, { operations: ['PutItem', 'UpdateItem'] })
      .writesTable(table, { operations: ['DeleteItem'], partitions: [keys.trackingPartitions] })
      .knows('PUBLIC_URL', publicUrl);
  }

  /** Its address, its credentials, and what it proves its webhooks with where it is asked for pushes. */
  private connect(poll: ServiceFunction, { id, api, subscription }: TrackedCarrier, { secrets }: ServiceProps): void {
    const { secretId, urlOf } = carrierApiVariables(id);
    const credentials = secrets.carrierApis.get(id);
    if (credentials === undefined) throw new Error(`The stage has an account with ${id}, and no secret for it.`);
    poll.readsSecret(credentials, secretId);
    for (const [name, url] of Object.entries(api.urls)) poll.knows(urlOf(name), url);
    const proof = secrets.carriers.get(id);
    if (subscription !== undefined && proof !== undefined) poll.readsSecret(proof, carrierVariables(id).secretId);
  }

  /** Neither retried nor dead letters: the next minute makes up for one that failed. */
  private makeSchedules(poll: ServiceFunction, accounts: readonly TrackedCarrier[]): void {
    const group = new CfnScheduleGroup(this, 'Polls');
    const { role } = new InvokerRole(this, 'Invoker', { target: poll });
    for (const { id, name } of accounts) {
      const schedule = new CfnSchedule(this, `Poll${pascalCase(id)}`, {
        description: `Asks ${name} for parcels`,
        groupName: group.ref,
        scheduleExpression: 'rate(1 minute)',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: poll.handler.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ carrier: id }),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
      });
      schedule.node.addDependency(role);
    }
  }
}
