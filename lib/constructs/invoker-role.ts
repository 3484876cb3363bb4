import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface InvokerRoleProps {
  readonly target: ServiceFunction;
  /** Where an invocation goes that EventBridge Scheduler could not make; absent where the next one makes up for it. */
  readonly deadLetters?: IQueue;
}

/** What EventBridge Scheduler acts as: it may invoke one function, and send failures to one queue. */
export class InvokerRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { target, deadLetters }: InvokerRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: `Lets schedules invoke ${target.node.id}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.handler.functionArn] }),
    );
    if (deadLetters === undefined) return;
    this.role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
  }
}
