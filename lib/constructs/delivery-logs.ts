import { Stack } from 'aws-cdk-lib';
import { FilterPattern, LogGroup, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Where Amazon SNS writes what became of texts, once the account's SMS attributes name a role for it. */
const LOG_GROUPS = { Delivered: 'DirectPublishToPhoneNumber', Failed: 'DirectPublishToPhoneNumber/Failure' } as const;

/**
 * Hands the account's log of texts to a function. The log groups are the account's, for all stages of a region, and take
 * two subscriptions each.
 */
export class DeliveryLogs extends Construct {
  constructor(scope: Construct, id: string, { reader }: { readonly reader: ServiceFunction }) {
    super(scope, id);
    const { region, account } = Stack.of(this);
    for (const [name, suffix] of Object.entries(LOG_GROUPS)) {
      const logGroup = LogGroup.fromLogGroupName(this, `${name}Log`, `sns/${region}/${account}/${suffix}`);
      new SubscriptionFilter(this, name, {
        logGroup,
        destination: new LambdaDestination(reader.handler),
        filterPattern: FilterPattern.allEvents(),
      });
    }
  }
}
